// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "base/unique_fd.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace confab::archive {

/// The recordings folder, held open: names are looked up beneath it and no links are followed,
/// whatever becomes of its path. One thread.
class RecordingFolder {
public:
    static Result<RecordingFolder> open(const std::string& path);

    int fd() const { return fd_.get(); }
    /// Of all entries, sorted.
    std::vector<std::string> names() const;
    /// A regular file, for reading. Errc::NotFound if there is none.
    Result<UniqueFd> openFile(const std::string& name) const;
    /// Its text, at most `limit` bytes of it.
    Result<std::string> readText(const std::string& name, std::size_t limit) const;
    /// Bytes of a regular file; nothing there: 0.
    std::uintmax_t size(const std::string& name) const;
    bool has(const std::string& name) const;
    /// A name that is not there is no error.
    void remove(const std::string& name) const;
    /// Bytes that may be written until less than the reserve is free.
    std::uintmax_t room(std::uintmax_t reserve) const;
    /// Brings renames and removals to the disk.
    void sync() const;

private:
    explicit RecordingFolder(UniqueFd fd) : fd_(std::move(fd)) { }

    UniqueFd fd_;
};

} // namespace confab::archive
