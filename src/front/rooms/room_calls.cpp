// SPDX-License-Identifier: Apache-2.0
#include "front/rooms/room_calls.hpp"

namespace confab::front {

link::Call RoomCalls::open(link::Wish wish, Answered answered)
{
    const auto id = std::to_string(++last_);
    auto limit = Timer::once(loop_, limit_, [this, id] {
        settle(id, Error{Errc::Timeout, "the room did not answer in time"});
    });
    pending_.emplace(id, Pending{std::move(answered), std::move(limit)});
    return {id, std::move(wish)};
}

void RoomCalls::answer(link::Reply reply)
{
    settle(reply.id, std::move(reply.answer));
}

void RoomCalls::failAll(const Error& error)
{
    while (!pending_.empty()) {
        const auto id = pending_.begin()->first; // settle() takes the entry away
        settle(id, error);
    }
}

// An answer that comes too late finds nothing here. Posted, and by value: the room may be gone
// when it runs, and whoever asked is to be told all the same.
void RoomCalls::settle(const std::string& id, const Result<link::Answer>& result)
{
    auto entry = pending_.extract(id);
    if (!entry.empty())
        loop_.post([answered = std::move(entry.mapped().answered), result] { answered(result); });
}

} // namespace confab::front
