// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/loop.hpp"
#include "base/result.hpp"
#include "front/rooms/room_directory.hpp"
#include "link/room_link.hpp"

#include <chrono>
#include <map>
#include <string>

namespace confab::front {

/// What a room was asked and has not answered yet. Loop thread.
class RoomCalls {
public:
    using Answered = RoomDirectory::Answered;

    RoomCalls(const Loop& loop, std::chrono::milliseconds limit) : loop_(loop), limit_(limit) { }

    /// What to send to the room; `answered` follows whatever becomes of it.
    link::Call open(link::Wish wish, Answered answered);
    void answer(link::Reply reply);
    /// The room does not answer any more.
    void failAll(const Error& error);

private:
    struct Pending {
        Answered answered;
        Timer limit;
    };
    void settle(const std::string& id, const Result<link::Answer>& result);

    Loop loop_;
    std::chrono::milliseconds limit_;
    unsigned long long last_ = 0;
    std::map<std::string, Pending> pending_; // by the call's id
    Lifetime lifetime_;
};

} // namespace confab::front
