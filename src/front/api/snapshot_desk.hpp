// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "front/api/room_question.hpp"

#include <map>
#include <string>
#include <vector>

namespace confab::front {

/// /api/v1/rooms/{room}/snapshot.jpg: asks a room for its picture at most twice a second, however
/// many want it. Loop thread.
class SnapshotDesk {
public:
    static constexpr std::chrono::milliseconds kFresh{500};

    /// The rooms outlive it.
    SnapshotDesk(const Loop& loop, RoomDirectory& rooms) : loop_(loop), rooms_(rooms) { }

    void answer(const HttpRequest& request);

private:
    /// One room's: made a moment ago, or being made.
    struct Shelf {
        GRef<GBytes> jpeg; ///< null: being made
        std::vector<Held> waiting;
        Timer stale;
    };
    void onAnswer(const std::string& room, const Result<link::Answer>& answer);
    static void reply(SoupServerMessage* message, const GRef<GBytes>& jpeg);

    Loop loop_;
    RoomDirectory& rooms_;
    std::map<std::string, Shelf> shelves_;
    Lifetime lifetime_;
};

} // namespace confab::front
