// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/loop.hpp"
#include "front/api/idempotency_book.hpp"
#include "front/api/recording_door.hpp"
#include "front/http/http_routes.hpp"
#include "front/recordings/recording_index.hpp"
#include "front/rooms/room_directory.hpp"

#include <set>
#include <string>

namespace confab::front {

/// /api/v1/rooms/{room}/recordings: those that a room is making. What is asked of the room goes
/// there as the wire's `record` in the operator's name. Loop thread.
class RoomRecordingApi {
public:
    /// Rooms, index and door outlive it.
    RoomRecordingApi(const Loop& loop, RoomDirectory& rooms, RecordingIndex& index,
                     const RecordingDoor& door)
        : loop_(loop), rooms_(rooms), index_(index), door_(door)
    {
    }

    void addTo(HttpRoutes& routes);

private:
    std::set<std::string> runningIn(const std::string& room) const;
    void replyRunning(const HttpRequest& request);
    void start(const HttpRequest& request);
    void change(const HttpRequest& request);
    void stop(const HttpRequest& request);
    bool isRepeated(SoupServerMessage* message, const std::string& key, const std::string& asked);
    void ask(const HttpRequest& request, wire::Record wish, unsigned success,
             const std::string& key = {});

    Loop loop_;
    RoomDirectory& rooms_;
    RecordingIndex& index_;
    const RecordingDoor& door_;
    IdempotencyBook book_;
    Lifetime lifetime_;
};

} // namespace confab::front
