// SPDX-License-Identifier: Apache-2.0
#include "front/startup/file_limit_check.hpp"

#include "base/file_limit.hpp"
#include "front/net/flow/client_book.hpp"

#include <fmt/format.h>

namespace confab::front {

namespace {

constexpr std::uint64_t kLeast = 50; // a room of two
constexpr std::uint64_t kOfRecordings = 30;
constexpr int kSessions = 2; // of a participant: camera and screen

} // namespace

Result<std::string> checkFileLimit(std::uint64_t mayBeOpen, int maxParticipants,
                                   std::size_t addresses)
{
    const auto wanted =
        kOfRecordings + filesOfRoom(std::size_t(kSessions * maxParticipants), addresses);
    if (mayBeOpen < kLeast)
        return Error{Errc::Unavailable,
                     fmt::format("a process may have {} files open here, and a call wants {} at "
                                 "least: start it with \"ulimit -n {}\", or LimitNOFILE={} in its "
                                 "systemd unit",
                                 mayBeOpen, kLeast, wanted, wanted)};
    if (mayBeOpen >= wanted)
        return std::string();
    return fmt::format("a process may have {} files open here: the server takes {} connections, {} "
                       "of one address, and a full room of {} takes up to {} files. Start it with "
                       "\"ulimit -n {}\", LimitNOFILE={} in its systemd unit, or a smaller "
                       "room.max_participants",
                       mayBeOpen, ClientBook::connectionsFor(mayBeOpen),
                       ClientBook::connectionsOfOneFor(mayBeOpen), maxParticipants, wanted, wanted,
                       wanted);
}

} // namespace confab::front
