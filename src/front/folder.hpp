// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/gobject.hpp"
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
    /// A regular file of that plain name; no links are followed.
    std::optional<File> map(const std::string& name) const;
    /// Of all entries, in no order.
    std::vector<std::string> names() const;

private:
    explicit Folder(UniqueFd fd) : fd_(std::move(fd)) { }

    UniqueFd fd_;
};

} // namespace confab
