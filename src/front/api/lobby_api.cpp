// SPDX-License-Identifier: Apache-2.0
#include "front/api/lobby_api.hpp"

#include "front/http/http_reply.hpp"
#include "wire/names.hpp"

#include <nlohmann/json.hpp>

namespace confab::front {

void LobbyApi::addTo(HttpRoutes& routes)
{
    routes.add("GET", "/api/v1/rooms/{room}/lobby", Action::AskLobby,
               [this](const HttpRequest& request) { reply(request); });
}

void LobbyApi::reply(const HttpRequest& request) const
{
    const auto& name = request.parts[0];
    if (!wire::isRoomName(name))
        return http::replyProblem(request.message, 404, "room.name", wire::kRoomNameRule);
    const auto room = rooms_.overview(name);
    http::replyJson(request.message, 200,
                    {{"room", name},
                     {"running", room.isOpen()},
                     {"participants", room.participants},
                     {"full", room.participants >= maxParticipants_},
                     {"locked", room.locked},
                     {"recording", room.recording},
                     {"autoRecord", autoRecord_}});
}

} // namespace confab::front
