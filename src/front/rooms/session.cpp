// SPDX-License-Identifier: Apache-2.0
#include "front/rooms/session.hpp"

#include "wire/wire_json.hpp"

namespace confab::front {

namespace {

struct Words {
    const char* reason; ///< of the wire's `bye`
    unsigned short code; ///< of the close frame
};

/// RFC 6455 has 1012 for a restart, but libsoup sends no code between 1011 and 3000.
Words wordsFor(Goodbye why)
{
    switch (why) {
    case Goodbye::Left:
        return {"left", SOUP_WEBSOCKET_CLOSE_NORMAL};
    case Goodbye::Replaced:
        return {"replaced", SOUP_WEBSOCKET_CLOSE_NORMAL};
    case Goodbye::RoomRestarted:
        return {"room-restarted", SOUP_WEBSOCKET_CLOSE_SERVER_ERROR};
    case Goodbye::Shutdown:
        break;
    }
    return {"shutdown", SOUP_WEBSOCKET_CLOSE_GOING_AWAY};
}

} // namespace

Session::Session(const Loop& loop, HttpServer::Upgrade upgrade, const Timing& timing,
                 Access& access, RoomDirectory& rooms, Closed closed)
    : loop_(loop), timing_(timing), access_(access), rooms_(rooms), closed_(std::move(closed)),
      caller_(std::move(upgrade.caller)), client_(std::move(upgrade.client)),
      address_(std::move(upgrade.address)),
      socket_(loop, upgrade.stream, upgrade.uri, timing, std::move(upgrade.visit),
              {.text = [this](const std::string& text) { onText(text); },
               .closed = [this](bool clean) { onClosed(clean); }})
{
    awaitJoin();
}

void Session::enter(EnteredRoom& room, std::string participant)
{
    joinDeadline_ = {};
    room_ = &room;
    participant_ = std::move(participant);
}

void Session::send(const SharedText& text)
{
    if (!closing_)
        socket_.send(text);
}

void Session::refuse(const std::string& code, const std::string& text)
{
    room_ = nullptr;
    sendError(code, text, "join");
    awaitJoin();
}

void Session::bye(Goodbye why)
{
    const auto words = wordsFor(why);
    room_ = nullptr;
    send(wire::textOf(wire::Bye{words.reason}));
    shut(words.code, words.reason);
}

void Session::close()
{
    room_ = nullptr;
    shut(SOUP_WEBSOCKET_CLOSE_NORMAL, "");
}

void Session::sendError(const std::string& code, const std::string& text, const std::string& re)
{
    send(wire::textOf(wire::ErrorMessage{code, text, re}));
}

void Session::shut(unsigned short code, const char* reason)
{
    closing_ = true;
    joinDeadline_ = {};
    socket_.close(code, reason);
}

void Session::onText(const std::string& text)
{
    if (closing_)
        return;
    if (!rate_.admits(text.size())) {
        constexpr char kTooMuch[] = "more than 200 messages or 256 KB in a second";
        sendError("message.invalid", kTooMuch);
        return shut(SOUP_WEBSOCKET_CLOSE_POLICY_VIOLATION, kTooMuch);
    }
    auto parsed = wire::parseClient(std::string_view(text));
    if (const auto* error = std::get_if<wire::ErrorMessage>(&parsed))
        return send(wire::textOf(*error));
    onMessage(std::get<wire::ClientMessage>(std::move(parsed)));
}

void Session::onMessage(wire::ClientMessage message)
{
    if (std::holds_alternative<wire::Ping>(message))
        return send(wire::textOf(wire::Pong{}));
    if (auto* join = std::get_if<wire::Join>(&message))
        return onJoin(std::move(*join));
    if (!room_)
        return sendError("join.first", "say \"join\" first", wire::typeOf(message));
    if (const auto* goodbye = std::get_if<wire::Leave>(&message))
        return leave(goodbye->back ? Parting::WentAway : Parting::Left);
    room_->message(participant_, std::move(message));
}

void Session::onJoin(wire::Join join)
{
    if (room_)
        return sendError("join.twice", "this connection is in a room already", "join");
    if (const auto refusal = access_.refusalOf(caller_, Action::Join, join.room))
        return refuse(refusal->code, refusal->detail);
    rooms_.join(*this, std::move(join));
}

void Session::leave(Parting how)
{
    room_->gone(participant_, how);
    bye(Goodbye::Left);
}

void Session::onClosed(bool clean)
{
    closing_ = true;
    joinDeadline_ = {};
    if (room_)
        room_->gone(participant_, clean ? Parting::Left : Parting::Lost);
    room_ = nullptr;
    const auto closed = closed_;
    closed(*this);
}

void Session::awaitJoin()
{
    joinDeadline_ = Timer::once(loop_, timing_.join, [this] {
        constexpr char kTooLate[] = "nobody joined in time";
        sendError("join.first", kTooLate);
        shut(SOUP_WEBSOCKET_CLOSE_POLICY_VIOLATION, kTooLate);
    });
}

} // namespace confab::front
