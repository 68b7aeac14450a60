// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/file/folder.hpp"

#include <cstdint>
#include <string>

namespace confab::front {

/// The folder of the rooms' sockets, which belongs to one `serve` as long as this object lives.
/// Loop thread.
class RuntimeFolder {
public:
    /// Where it is by default: in the user's own runtime folder, or in /tmp; one per port.
    static std::string defaultPath(std::uint16_t port);
    /// Makes it if it is missing, for its owner only, and locks it.
    static Result<RuntimeFolder> open(const std::string& path);

    const std::string& path() const { return path_; }
    const Folder& folder() const { return folder_; }

private:
    RuntimeFolder(std::string path, Folder folder, UniqueFd lock)
        : path_(std::move(path)), folder_(std::move(folder)), lock_(std::move(lock))
    {
    }

    std::string path_;
    Folder folder_;
    UniqueFd lock_;
};

} // namespace confab::front
