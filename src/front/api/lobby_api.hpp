// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/config.hpp"
#include "front/http/http_routes.hpp"
#include "front/rooms/room_directory.hpp"

namespace confab::front {

/// /api/v1/rooms/{room}/lobby: what everybody may know before joining, above all whether it is
/// recorded. Answers for any room's name, because a room begins with the first join. Loop thread.
class LobbyApi {
public:
    /// The rooms outlive it.
    LobbyApi(const RoomDirectory& rooms, const config::Config& config)
        : rooms_(rooms), maxParticipants_(config.room.maxParticipants),
          autoRecord_(config.recording.autoStart)
    {
    }

    void addTo(HttpRoutes& routes);

private:
    void reply(const HttpRequest& request) const;

    const RoomDirectory& rooms_;
    const int maxParticipants_;
    const bool autoRecord_;
};

} // namespace confab::front
