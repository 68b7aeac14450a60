// SPDX-License-Identifier: Apache-2.0
#include "front/api/rooms_api.hpp"

#include "base/fields.hpp"
#include "front/http/http_reply.hpp"
#include "front/http/request_body.hpp"

#include <fmt/format.h>

#include <charconv>

namespace confab::front {

namespace {

using nlohmann::json;

/// Of a layout. Its version counts from the beginning of the room's process, so that is in it too.
std::string etagOf(pid_t room, int version)
{
    return fmt::format("\"{}-{}\"", room, version);
}

/// The version that is in an ETag of ours; -1 if it is none of that process.
int versionOf(std::string_view etag, pid_t room)
{
    const auto start = fmt::format("\"{}-", room);
    int version = -1;
    if (etag.starts_with(start))
        std::from_chars(etag.data() + start.size(), etag.data() + etag.size(), version);
    return etag == etagOf(room, version) ? version : -1;
}

void replyLayoutTo(SoupServerMessage* message, HttpAnswer answer, pid_t room)
{
    if (answer.status < 400) {
        http::setHeader(message, "ETag", etagOf(room, Fields(answer.body).numberOr("version", 0)));
        answer.body.erase("version");
    }
    http::reply(message, answer);
}

std::string checkLayout(const json& body)
{
    if (body.empty())
        return "say the \"name\" of a layout, or \"custom\", \"background\" or \"order\"";
    return complaintAboutKeys(body, {"view", "name", "custom", "background", "order"});
}

std::string checkRoom(const json& body)
{
    Fields fields(body);
    fields.flag("locked");
    return fields.ok() ? complaintAboutKeys(body, {"locked"}) : fields.problem();
}

std::string checkParticipant(const json& body)
{
    Fields fields(body);
    const auto muted = fields.maybeFlag("muted");
    fields.maybeFlag("pinned");
    const auto role = fields.textOr("role", "guest");
    if (!fields.ok())
        return fields.problem();
    if (body.empty())
        return "say \"muted\", \"pinned\" or \"role\"";
    if (role != "host" && role != "guest")
        return "\"role\" must be \"host\" or \"guest\"";
    if (muted == false)
        return "\"muted\" can only be true: nobody else can switch a microphone on";
    return complaintAboutKeys(body, {"muted", "pinned", "role"});
}

} // namespace

void RoomsApi::addTo(HttpRoutes& routes)
{
    const auto add = [&](const char* method, const char* address, Action action,
                         void (RoomsApi::*answer)(const HttpRequest&)) {
        routes.add(method, address, action,
                   [this, answer](const HttpRequest& request) { (this->*answer)(request); });
    };
    constexpr const char* kRoom = "/api/v1/rooms/{room}";
    constexpr const char* kLayout = "/api/v1/rooms/{room}/layout";
    constexpr const char* kOne = "/api/v1/rooms/{room}/participants/{participant}";
    constexpr const char* kSnapshot = "/api/v1/rooms/{room}/snapshot.jpg";
    add("GET", "/api/v1/rooms", Action::ListRooms, &RoomsApi::replyAll);
    add("GET", kRoom, Action::ReadRoom, &RoomsApi::replyOne);
    add("PATCH", kRoom, Action::ChangeRoom, &RoomsApi::change);
    add("DELETE", kRoom, Action::EndRoom, &RoomsApi::end);
    add("GET", kLayout, Action::ReadRoom, &RoomsApi::replyLayout);
    add("PUT", kLayout, Action::ChangeLayout, &RoomsApi::changeLayout);
    add("PATCH", kOne, Action::ChangeParticipant, &RoomsApi::changeParticipant);
    add("DELETE", kOne, Action::RemoveParticipant, &RoomsApi::kick);
    add("GET", kSnapshot, Action::TakeSnapshot, &RoomsApi::replySnapshot);
}

void RoomsApi::replyAll(const HttpRequest& request)
{
    const auto held = std::make_shared<const HeldRequest>(request.message);
    census_.take(rooms_.overviews(), [held](const std::vector<json>& rooms) {
        http::replyJson(held->message(), 200, rooms);
    });
}

void RoomsApi::replyOne(const HttpRequest& request)
{
    const auto room = rooms_.overview(request.parts[0]);
    if (room.state == RoomOverview::State::None)
        return http::replyProblem(request.message, 404, "room.unknown",
                                  "there is no such room now");
    const auto held = std::make_shared<const HeldRequest>(request.message);
    census_.take({room}, [held](const std::vector<json>& rooms) {
        http::replyJson(held->message(), 200, rooms.front());
    });
}

void RoomsApi::change(const HttpRequest& request)
{
    const auto body = bodyOf(request, checkRoom);
    if (body)
        askRoom(rooms_, request, {{"type", "lock"}, {"on", body->at("locked")}},
                loop_.bind(lifetime_, [](const Held& held, const Result<json>& result) {
                    http::reply(held->message(), answerOf(result, "room"));
                }));
}

void RoomsApi::end(const HttpRequest& request)
{
    const auto& name = request.parts[0];
    const auto status = rooms_.end(name);
    if (!status)
        return http::reply(request.message, answerOf(status.error(), {}));
    http::replyJson(request.message, 202, {{"room", name}, {"state", "ending"}});
}

void RoomsApi::replyLayout(const HttpRequest& request)
{
    askRoom(
        rooms_, request, {{"type", "describe"}},
        loop_.bind(lifetime_,
                   [this, room = request.parts[0]](const Held& held, const Result<json>& result) {
                       auto answer = answerOf(result, "description");
                       if (answer.status < 400)
                           answer.body = json(answer.body["layout"]);
                       replyLayoutTo(held->message(), std::move(answer), rooms_.overview(room).pid);
                   }));
}

void RoomsApi::changeLayout(const HttpRequest& request)
{
    const auto body = bodyOf(request, checkLayout);
    if (!body)
        return;
    json message{{"type", "layout"}};
    message.update(*body);
    const auto pid = rooms_.overview(request.parts[0]).pid;
    const char* match = http::requestHeader(request.message, "If-Match");
    if (match && std::string_view(match) != "*")
        message["version"] = versionOf(match, pid);
    askRoom(rooms_, request, std::move(message),
            loop_.bind(lifetime_, [pid](const Held& held, const Result<json>& result) {
                replyLayoutTo(held->message(), answerOf(result, "layout"), pid);
            }));
}

void RoomsApi::changeParticipant(const HttpRequest& request)
{
    const auto body = bodyOf(request, checkParticipant);
    if (!body)
        return;
    json message{{"type", "participant"}, {"participant", request.parts[1]}};
    message.update(*body);
    askRoom(rooms_, request, std::move(message),
            loop_.bind(lifetime_, [](const Held& held, const Result<json>& result) {
                http::reply(held->message(), answerOf(result, "participant.updated"));
            }));
}

void RoomsApi::kick(const HttpRequest& request)
{
    askRoom(rooms_, request, {{"type", "kick"}, {"participant", request.parts[1]}},
            loop_.bind(lifetime_, [](const Held& held, const Result<json>& result) {
                const auto answer = answerOf(result, "participant.left", 204);
                if (answer.status < 400)
                    http::replyNothing(held->message());
                else
                    http::reply(held->message(), answer);
            }));
}

void RoomsApi::replySnapshot(const HttpRequest& request)
{
    snapshots_.answer(request);
}

} // namespace confab::front
