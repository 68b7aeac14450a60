// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/loop.hpp"
#include "base/result.hpp"
#include "link/room_link.hpp"

#include <chrono>
#include <functional>
#include <map>
#include <string>

namespace confab::front {

/// What a room was asked and has not answered yet. Loop thread.
class RoomCalls {
public:
    /// The room's message; Errc::NotFound if the room does not run, Errc::Unavailable if it is
    /// starting or has died, Errc::Timeout. Never from inside a call.
    using Answered = std::function<void(Result<nlohmann::json>)>;

    RoomCalls(const Loop& loop, std::chrono::milliseconds limit) : loop_(loop), limit_(limit) { }

    /// What to send to the room; `answered` follows whatever becomes of it.
    link::Call open(nlohmann::json message, Answered answered);
    void answer(link::Reply reply);
    /// The room does not answer any more.
    void failAll(const Error& error);

private:
    struct Pending {
        Answered answered;
        Timer limit;
    };
    void settle(const std::string& id, const Result<nlohmann::json>& result);

    Loop loop_;
    std::chrono::milliseconds limit_;
    unsigned long long last_ = 0;
    std::map<std::string, Pending> pending_; // by the call's id
    Lifetime lifetime_;
};

} // namespace confab::front
