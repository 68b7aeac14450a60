// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/gobject.hpp"
#include "base/result.hpp"
#include "base/unique_fd.hpp"

#include <sys/stat.h>

#include <optional>
#include <string>
#include <vector>

namespace confab {

/// A folder held open: names are looked up beneath it, whatever becomes of its path. Loop thread.
class Folder {
public:
    struct File {
        GRef<GBytes> bytes; ///< mapped, not read
        struct stat info;
    };

    /// `what` is for the error message: "the recordings folder".
    static Result<Folder> open(const std::string& path, const std::string& what);
    /// Makes it and its parents if they are missing, with `mode`, and tries to write in it.
    static Result<Folder> openWritable(const std::string& path, unsigned mode,
                                       const std::string& what);

    int fd() const { return fd_.get(); }
    /// If somebody has removed the folder: the one that has its path now, if there is one.
    void reopenIfRemoved();
    /// A regular file of that plain name; no links are followed. Reading a mapped file that
    /// somebody makes shorter kills the process: for files that nobody else writes.
    std::optional<File> map(const std::string& name) const;
    struct Opened {
        UniqueFd fd; ///< for reading
        struct stat info;
    };
    /// Likewise, for a file that may change.
    std::optional<Opened> openFile(const std::string& name) const;
    /// Its text, if it is not longer than `limit` bytes.
    std::optional<std::string> read(const std::string& name, std::size_t limit) const;
    /// A folder of that plain name beneath this one; no link is followed.
    std::optional<Folder> sub(const std::string& name) const;
    /// A file or link of that plain name, or a folder that holds no other folders.
    Status remove(const std::string& name) const;
    /// Of all entries, in no order.
    std::vector<std::string> names() const;

private:
    Folder(std::string path, UniqueFd fd) : path_(std::move(path)), fd_(std::move(fd)) { }

    std::string path_; // empty: one beneath another
    UniqueFd fd_;
};

} // namespace confab
