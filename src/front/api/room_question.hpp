// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/loop.hpp"
#include "front/http/http_answer.hpp"
#include "front/http/http_routes.hpp"
#include "front/rooms/room_supervisor.hpp"

#include <functional>
#include <memory>

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

/// Asks the room that the request's address names first, in an operator's name (link::Call).
/// `answered` replies; it is posted, so bind it to whom it concerns.
void askRoom(RoomSupervisor& rooms, const HttpRequest& request, nlohmann::json message,
             std::function<void(Held, Result<nlohmann::json>)> answered);

/// What the room said as HTTP has it: its message without `type` if it is of that type, else why
/// not.
HttpAnswer answerOf(const Result<nlohmann::json>& result, std::string_view type,
                    unsigned success = 200);

} // namespace confab::front
