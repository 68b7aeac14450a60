// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "front/api/room_census.hpp"
#include "front/api/snapshot_desk.hpp"

namespace confab::front {

/// /api/v1/rooms: the rooms that run, for operators. Loop thread.
class RoomsApi {
public:
    /// The rooms outlive it.
    RoomsApi(const Loop& loop, RoomDirectory& rooms, std::chrono::milliseconds describeLimit)
        : loop_(loop), rooms_(rooms), census_(loop, rooms, describeLimit), snapshots_(loop, rooms)
    {
    }

    void addTo(HttpRoutes& routes);

private:
    void replyAll(const HttpRequest& request);
    void replyOne(const HttpRequest& request);
    void change(const HttpRequest& request);
    void end(const HttpRequest& request);
    void replyLayout(const HttpRequest& request);
    void changeLayout(const HttpRequest& request);
    void replyLayouts(const HttpRequest& request);
    void removeLayout(const HttpRequest& request);
    void changeParticipant(const HttpRequest& request);
    void kick(const HttpRequest& request);
    void replySnapshot(const HttpRequest& request);
    template <class Expected, class Reply>
    void ask(const HttpRequest& request, link::Wish wish, Reply reply);

    Loop loop_;
    RoomDirectory& rooms_;
    RoomCensus census_;
    SnapshotDesk snapshots_;
    Lifetime lifetime_;
};

} // namespace confab::front
