// SPDX-License-Identifier: Apache-2.0
#include "front/api/rooms_api.hpp"

#include "front/api/body/room_bodies.hpp"
#include "front/api/room_question.hpp"
#include "front/http/http_reply.hpp"
#include "front/http/request_body.hpp"
#include "wire/layout_json.hpp"
#include "wire/people_json.hpp"
#include "wire/wire_json.hpp"

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

void replyLayoutTo(SoupServerMessage* message, const link::ShownLayout& shown, pid_t room)
{
    http::setHeader(message, "ETag", etagOf(room, shown.version));
    http::replyJson(message, 200, wire::fieldsOf(shown.layout));
}

} // namespace

/// `reply` is given the request's message and what was expected; what else comes is a refusal.
template <class Expected, class Reply>
void RoomsApi::ask(const HttpRequest& request, link::Wish wish, Reply reply)
{
    askRoom(rooms_, request, std::move(wish),
            loop_.bind(lifetime_, [reply](const Held& held, const Result<link::Answer>& answer) {
                if (const auto* expected = answerAs<Expected>(answer))
                    reply(held->message(), *expected);
                else
                    http::reply(held->message(), refusalOf(answer));
            }));
}

void RoomsApi::addTo(HttpRoutes& routes)
{
    const auto add = [&](const char* method, const char* address, Action action,
                         void (RoomsApi::*answer)(const HttpRequest&)) {
        routes.add(method, address, action,
                   [this, answer](const HttpRequest& request) { (this->*answer)(request); });
    };
    constexpr const char* kRoom = "/api/v1/rooms/{room}";
    constexpr const char* kLayout = "/api/v1/rooms/{room}/layout";
    constexpr const char* kLayouts = "/api/v1/rooms/{room}/layouts";
    constexpr const char* kOneLayout = "/api/v1/rooms/{room}/layouts/{layout}";
    constexpr const char* kOne = "/api/v1/rooms/{room}/participants/{participant}";
    constexpr const char* kSnapshot = "/api/v1/rooms/{room}/snapshot.jpg";
    add("GET", "/api/v1/rooms", Action::ListRooms, &RoomsApi::replyAll);
    add("GET", kRoom, Action::ReadRoom, &RoomsApi::replyOne);
    add("PATCH", kRoom, Action::ChangeRoom, &RoomsApi::change);
    add("DELETE", kRoom, Action::EndRoom, &RoomsApi::end);
    add("GET", kLayout, Action::ReadRoom, &RoomsApi::replyLayout);
    add("PUT", kLayout, Action::ChangeLayout, &RoomsApi::changeLayout);
    add("GET", kLayouts, Action::ReadRoom, &RoomsApi::replyLayouts);
    add("DELETE", kOneLayout, Action::ChangeLayout, &RoomsApi::removeLayout);
    add("PATCH", kOne, Action::ChangeParticipant, &RoomsApi::changeParticipant);
    add("DELETE", kOne, Action::RemoveParticipant, &RoomsApi::kick);
    add("GET", kSnapshot, Action::TakeSnapshot, &RoomsApi::replySnapshot);
}

void RoomsApi::replyAll(const HttpRequest& request)
{
    const auto held = std::make_shared<const HeldRequest>(request.message);
    census_.take(rooms_.overviews(), [held](const std::vector<RoomReport>& rooms) {
        auto list = json::array();
        for (const auto& room : rooms)
            list.push_back(toJson(room));
        http::replyJson(held->message(), 200, list);
    });
}

void RoomsApi::replyOne(const HttpRequest& request)
{
    const auto room = rooms_.overview(request.parts[0]);
    if (room.state == RoomOverview::State::None)
        return http::reply(request.message, refusalOf(RoomDirectory::noSuchRoom()));
    const auto held = std::make_shared<const HeldRequest>(request.message);
    census_.take({room}, [held](const std::vector<RoomReport>& rooms) {
        http::replyJson(held->message(), 200, toJson(rooms.front()));
    });
}

void RoomsApi::change(const HttpRequest& request)
{
    auto wish = bodyOf(request, readRoom);
    if (wish)
        ask<wire::RoomState>(request, *std::move(wish), [](auto* message, const auto& room) {
            http::replyJson(message, 200, {{"locked", room.locked}});
        });
}

void RoomsApi::end(const HttpRequest& request)
{
    const auto& name = request.parts[0];
    const auto status = rooms_.end(name);
    if (!status)
        return http::reply(request.message, refusalOf(status.error()));
    http::replyJson(request.message, 202, {{"room", name}, {"state", "ending"}});
}

void RoomsApi::replyLayout(const HttpRequest& request)
{
    ask<link::Description>(request, link::Describe{},
                           [this, room = request.parts[0]](auto* message, const auto& description) {
                               replyLayoutTo(message, description.layout,
                                             rooms_.overview(room).pid);
                           });
}

void RoomsApi::changeLayout(const HttpRequest& request)
{
    auto body = bodyOf(request, readLayout);
    if (!body)
        return;
    if (const auto* error = std::get_if<wire::ErrorMessage>(&*body))
        return http::reply(request.message, refusalOf(link::Answer(*error)));
    link::ChangeLayout wish;
    wish.layout = std::get<wire::SetLayout>(std::get<wire::ClientMessage>(*std::move(body)));
    const auto pid = rooms_.overview(request.parts[0]).pid;
    const char* match = http::requestHeader(request.message, "If-Match");
    if (match && std::string_view(match) != "*")
        wish.version = versionOf(match, pid);
    ask<link::ShownLayout>(request, std::move(wish), [pid](auto* message, const auto& shown) {
        replyLayoutTo(message, shown, pid);
    });
}

void RoomsApi::replyLayouts(const HttpRequest& request)
{
    ask<link::CustomLayouts>(request, link::ListLayouts{}, [](auto* message, const auto& custom) {
        auto list = json::array();
        for (const auto& one : custom.layouts)
            list.push_back({{"name", one.name}, {"by", one.by}, {"shown", one.shown}});
        http::replyJson(message, 200, list);
    });
}

void RoomsApi::removeLayout(const HttpRequest& request)
{
    const GCharPtr name(g_uri_unescape_string(request.parts[1].c_str(), nullptr));
    ask<link::CustomLayouts>(request, link::RemoveLayout{name ? name.get() : request.parts[1]},
                             [](auto* message, const auto&) { http::replyNothing(message); });
}

void RoomsApi::changeParticipant(const HttpRequest& request)
{
    auto wish = bodyOf(request, readParticipant);
    if (!wish)
        return;
    wish->participant = request.parts[1];
    ask<wire::ParticipantUpdated>(
        request, *std::move(wish), [](auto* message, const auto& updated) {
            http::replyJson(message, 200, wire::fieldsOf(updated.participant));
        });
}

void RoomsApi::kick(const HttpRequest& request)
{
    ask<wire::ParticipantLeft>(request, wire::Kick{request.parts[1]},
                               [](auto* message, const auto&) { http::replyNothing(message); });
}

void RoomsApi::replySnapshot(const HttpRequest& request)
{
    snapshots_.answer(request);
}

} // namespace confab::front
