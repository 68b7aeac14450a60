// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "base/unique_fd.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace confab {

/// A folder held open: names are looked up beneath it and no links are followed, whatever becomes
/// of its path. Names are plain ones: who takes them from outside checks them first.
/// What goes wrong with a name has the reason alone as its message: the caller says the name
/// (cannot(), below).
///
/// Thread: the const functions any, the others one at a time.
class Folder {
public:
    /// A regular file that is open for reading.
    struct Opened {
        UniqueFd fd;
        struct stat info;
    };

    /// Errc::NotFound or Unavailable; the message is the reason alone.
    static Result<Folder> open(const std::string& path);
    /// `what` is for the error message: "the recordings folder". Errc::Unavailable.
    static Result<Folder> open(const std::string& path, const std::string& what);
    /// Makes it and its parents if they are missing, with `mode`, and tries to write in it.
    static Result<Folder> openWritable(const std::string& path, unsigned mode,
                                       const std::string& what);

    int fd() const { return fd_.get(); }
    /// If somebody has removed the folder: the one that has its path now, if there is one.
    void reopenIfRemoved();

    /// Of all entries but . and .., sorted.
    std::vector<std::string> names() const;
    /// What there is by that name, a link itself; nothing if there is nothing.
    std::optional<struct stat> look(const std::string& name) const;
    /// Whether there is a regular file of that name.
    bool has(const std::string& name) const;
    /// Its bytes; 0 if there is none.
    std::uintmax_t size(const std::string& name) const;
    /// Errc::NotFound if there is nothing of that name, Unavailable for what is no regular file.
    Result<Opened> openFile(const std::string& name) const;
    /// Its text, at most `limit` bytes of it.
    Result<std::string> read(const std::string& name, std::size_t limit) const;
    /// A new, empty file, 0600, to write to; `access` is O_WRONLY or O_RDWR, and O_APPEND if it is
    /// to grow at its end. Errc::Conflict: there is something by that name.
    Result<UniqueFd> create(const std::string& name, int access = O_WRONLY) const;

    /// A folder beneath this one.
    Result<Folder> sub(const std::string& name) const;
    /// The same; made, 0700, if it is missing.
    Result<Folder> makeSub(const std::string& name) const;

    /// A file or link, as far as it can be; nothing of that name is no error.
    void removeFile(const std::string& name) const;
    /// A file or link, or a folder that holds no other folders.
    Status remove(const std::string& name) const;

    /// Bytes that may be written until less than the reserve is free.
    std::uintmax_t room(std::uintmax_t reserve) const;
    /// Brings new names and removals to the disk.
    void sync() const;

private:
    Folder(std::string path, UniqueFd fd) : path_(std::move(path)), fd_(std::move(fd)) { }

    std::string path_; // empty: one beneath another
    UniqueFd fd_;
};

/// "cannot open NAME: why", with the code of `why`.
Error cannot(const std::string& verb, const std::string& name, const Error& why);

} // namespace confab
