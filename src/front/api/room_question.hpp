// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/loop.hpp"
#include "front/http/http_answer.hpp"
#include "front/http/http_routes.hpp"
#include "front/rooms/room_directory.hpp"

#include <functional>
#include <memory>
#include <variant>

namespace confab::front {

/// A request whose answer comes later: libsoup waits until this goes. The client may be gone by
/// then, which libsoup takes care of. Loop thread.
class HeldRequest {
public:
    explicit HeldRequest(SoupServerMessage* message)
        : message_(GRef<SoupServerMessage>::share(message))
    {
        soup_server_message_pause(message);
    }
    ~HeldRequest() { soup_server_message_unpause(message_.get()); }
    HeldRequest(const HeldRequest&) = delete;
    HeldRequest& operator=(const HeldRequest&) = delete;

    SoupServerMessage* message() const { return message_.get(); }

private:
    GRef<SoupServerMessage> message_;
};
using Held = std::shared_ptr<const HeldRequest>;

/// Asks the room that the request's address names first, in an operator's name. `answered` replies;
/// it is posted, so bind it to whom it concerns.
void askRoom(RoomDirectory& rooms, const HttpRequest& request, link::Wish wish,
             std::function<void(Held, Result<link::Answer>)> answered);

/// Null: it is something else; refusalOf() says what.
template <class Expected> const Expected* answerAs(const Result<link::Answer>& answer)
{
    return answer ? std::get_if<Expected>(&*answer) : nullptr;
}

/// Why there is not the answer that was expected, as HTTP has it.
HttpAnswer refusalOf(const Result<link::Answer>& answer);

} // namespace confab::front
