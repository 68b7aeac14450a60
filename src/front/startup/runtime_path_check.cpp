// SPDX-License-Identifier: Apache-2.0
#include "front/startup/runtime_path_check.hpp"

#include <fmt/format.h>
#include <sys/un.h>

#include <string_view>

namespace confab::front {

namespace {

constexpr int kShortest = 16; // a server on which names must be shorter is of no use
constexpr int kLongest = 64; // of the names that there may be
constexpr std::string_view kAround = "/.sock";

} // namespace

int longestRoomNameIn(const std::string& runtimeFolder)
{
    constexpr auto kPath = int(sizeof(sockaddr_un::sun_path) - 1 - kAround.size());
    return kPath - int(runtimeFolder.size());
}

Result<std::string> checkRuntimePath(const std::string& runtimeFolder)
{
    const int longest = longestRoomNameIn(runtimeFolder);
    const int tooMany = kLongest - longest;
    if (longest < kShortest)
        return Error{Errc::InvalidArgument,
                     fmt::format("the path of the runtime folder, {}, is too long for the sockets "
                                 "of rooms: give a --runtime with {} characters less",
                                 runtimeFolder, tooMany)};
    if (longest >= kLongest)
        return std::string();
    return fmt::format("rooms whose names have more than {} characters cannot be opened: the path "
                       "of the runtime folder, {}, is too long for their sockets. Give a --runtime "
                       "with {} characters less",
                       longest, runtimeFolder, tooMany);
}

} // namespace confab::front
