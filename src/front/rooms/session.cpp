// SPDX-License-Identifier: Apache-2.0
#include "front/rooms/session.hpp"

#include "front/rooms/supervised_room.hpp"
#include "wire/wire_json.hpp"

#include <nlohmann/json.hpp>

namespace confab::front {

Session::Session(const Loop& loop, HttpServer::Upgrade upgrade, const Timing& timing,
                 Access& access, Events events)
    : loop_(loop), timing_(timing), access_(access), events_(std::move(events)),
      caller_(std::move(upgrade.caller)), address_(std::move(upgrade.address)),
      socket_(loop, upgrade.stream, upgrade.uri, timing, std::move(upgrade.visit),
              {.text = [this](const std::string& text) { onText(text); },
               .closed = [this](bool clean) { onClosed(clean); }})
{
    awaitJoin();
}

void Session::enter(SupervisedRoom& room, std::string participant)
{
    joinDeadline_ = {};
    room_ = &room;
    participant_ = std::move(participant);
}

void Session::release()
{
    room_ = nullptr;
    participant_.clear();
}

void Session::send(const nlohmann::json& message)
{
    if (!closing_)
        socket_.send(wire::toText(message));
}

void Session::sendError(const std::string& code, const std::string& text, const std::string& re)
{
    send(wire::toJson(wire::ServerMessage(wire::ErrorMessage{code, text, re})));
}

void Session::refuse(const std::string& code, const std::string& text)
{
    sendError(code, text, "join");
    awaitJoin();
}

void Session::bye(const char* reason, unsigned short code)
{
    g_assert(!room_);
    send(wire::toJson(wire::ServerMessage(wire::Bye{reason})));
    close(code);
}

void Session::close(unsigned short code)
{
    closing_ = true;
    joinDeadline_ = {};
    socket_.close(code);
}

void Session::onText(const std::string& text)
{
    if (closing_)
        return;
    if (!rate_.admits(text.size())) {
        sendError("message.invalid", "more than 200 messages or 256 KB in a second");
        return close(SOUP_WEBSOCKET_CLOSE_POLICY_VIOLATION);
    }
    auto parsed = wire::parseClient(std::string_view(text));
    if (const auto* error = std::get_if<wire::ErrorMessage>(&parsed))
        return send(wire::toJson(wire::ServerMessage(*error)));
    onMessage(std::get<wire::ClientMessage>(std::move(parsed)));
}

void Session::onMessage(wire::ClientMessage message)
{
    if (auto* join = std::get_if<wire::Join>(&message))
        return onJoin(std::move(*join));
    auto json = wire::toJson(message);
    if (!room_)
        return sendError("join.first", "say \"join\" first", json["type"]);
    if (std::holds_alternative<wire::Leave>(message))
        return leave();
    room_->message(*this, std::move(json));
}

void Session::onJoin(wire::Join join)
{
    if (room_)
        return sendError("join.twice", "this connection is in a room already", "join");
    if (const auto refusal = access_.refusalOf(caller_, Action::Join, join.room))
        return refuse(refusal->code, refusal->detail);
    events_.join(*this, std::move(join));
}

void Session::leave()
{
    room_->gone(*this, true);
    release();
    bye("left", SOUP_WEBSOCKET_CLOSE_NORMAL);
}

void Session::onClosed(bool clean)
{
    closing_ = true;
    joinDeadline_ = {};
    if (room_)
        room_->gone(*this, clean);
    release();
    const auto closed = events_.closed;
    closed(*this);
}

void Session::awaitJoin()
{
    joinDeadline_ = Timer::once(loop_, timing_.join, [this] {
        sendError("join.first", "nobody joined in time");
        close(SOUP_WEBSOCKET_CLOSE_POLICY_VIOLATION);
    });
}

} // namespace confab::front
