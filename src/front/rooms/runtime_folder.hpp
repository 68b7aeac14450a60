// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/file/folder.hpp"

#include <cstdint>
#include <string>

namespace confab::front {

/// Whether a name in it is that of what a room or its front keeps there: the socket, the secrets of
/// who may come back, the signs of life. (Of "serve.lock", no.)
bool isOfARoom(const std::string& file);

/// The folder of the rooms' sockets, which belongs to one `serve` as long as this object lives.
/// Loop thread.
class RuntimeFolder {
public:
    /// Where it is by default: in the user's own runtime folder, or in /tmp; one per port.
    static std::string defaultPath(std::uint16_t port);
    /// Removes what servers left that were killed: of the folders in the default places, those
    /// whose server and rooms are gone. Anything that is not of confab stays, and its folder.
    static void clearAbandoned();
    /// A server has it.
    static bool isServed(const std::string& path);
    /// Makes it if it is missing, for its owner only, and locks it.
    static Result<RuntimeFolder> open(const std::string& path);

    const std::string& path() const { return path_; }
    const Folder& folder() const { return folder_; }

private:
    static Result<RuntimeFolder> tryOpen(const std::string& path);
    bool isThere() const;
    RuntimeFolder(std::string path, Folder folder, UniqueFd lock)
        : path_(std::move(path)), folder_(std::move(folder)), lock_(std::move(lock))
    {
    }

    std::string path_;
    Folder folder_;
    UniqueFd lock_;
};

} // namespace confab::front
