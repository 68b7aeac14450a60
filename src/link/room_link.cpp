// SPDX-License-Identifier: Apache-2.0
#include "link/room_link.hpp"

#include "base/fields.hpp"
#include "wire/people_json.hpp"
#include "wire/wire_json.hpp"

namespace confab::link {

using nlohmann::json;

namespace {

struct ToJson {
    json operator()(const Join& m) const
    {
        return {{"type", "join"},     {"participant", m.participant},
                {"resume", m.resume}, {"message", wire::toJson(wire::ClientMessage(m.join))},
                {"invite", m.invite}, {"isBack", m.isBack}};
    }
    json operator()(const FromClient& m) const { return message(m.participant, m.message); }
    json operator()(const ToClient& m) const { return message(m.participant, m.message); }
    json operator()(const Gone& m) const
    {
        return {{"type", "gone"}, {"participant", m.participant}, {"clean", m.clean}};
    }
    json operator()(const Ping&) const { return {{"type", "ping"}}; }
    json operator()(const Pong&) const { return {{"type", "pong"}}; }
    json operator()(const End&) const { return {{"type", "end"}}; }
    json operator()(const Restore& m) const
    {
        json chat = json::array();
        for (const auto& said : m.chat)
            chat.push_back(wire::fieldsOf(said));
        return {{"type", "restore"},          {"layout", m.layout}, {"recording", m.recording},
                {"recordings", m.recordings}, {"hosts", m.hosts},   {"locked", m.locked},
                {"chat", std::move(chat)}};
    }
    json operator()(const Ready& m) const { return {{"type", "ready"}, {"room", m.room}}; }
    json operator()(const State& m) const
    {
        return {{"type", "state"},          {"participants", m.participants}, {"layout", m.layout},
                {"recording", m.recording}, {"recordings", m.recordings},     {"hosts", m.hosts},
                {"locked", m.locked}};
    }
    json operator()(const Said& m) const
    {
        return {{"type", "said"}, {"message", wire::fieldsOf(m.message)}};
    }
    json operator()(const Removed& m) const
    {
        return {{"type", "removed"}, {"participant", m.participant}, {"mayReturn", m.mayReturn}};
    }
    json operator()(const Call& m) const
    {
        return {{"type", "call"}, {"id", m.id}, {"message", m.message}};
    }
    json operator()(const Reply& m) const
    {
        return {{"type", "reply"}, {"id", m.id}, {"message", m.message}};
    }
    static json message(const std::string& participant, const json& body)
    {
        return {{"type", "message"}, {"participant", participant}, {"message", body}};
    }
};

json listFrom(Fields& f, const char* key)
{
    return f.has(key) ? f.array(key) : json::array();
}

std::vector<std::string> textsFrom(Fields& f, const char* key)
{
    std::vector<std::string> texts;
    for (const auto& text : listFrom(f, key))
        if (text.is_string())
            texts.push_back(text.get<std::string>());
    return texts;
}

Restore restoreFrom(Fields& f)
{
    return {.layout = f.text("layout"),
            .recording = f.flag("recording"),
            .recordings = listFrom(f, "recordings"),
            .hosts = textsFrom(f, "hosts"),
            .locked = f.flagOr("locked", false),
            .chat = wire::chatMessagesFrom(listFrom(f, "chat"))};
}

State stateFrom(Fields& f)
{
    return {.participants = textsFrom(f, "participants"),
            .layout = f.text("layout"),
            .recording = f.flag("recording"),
            .recordings = listFrom(f, "recordings"),
            .hosts = textsFrom(f, "hosts"),
            .locked = f.flagOr("locked", false)};
}

Said saidFrom(Fields& f)
{
    Fields message(f.object("message"));
    Said said{wire::chatMessageFrom(message)};
    if (!message.ok())
        f.complain("message", "of the chat");
    return said;
}

std::optional<ToRoom> joinFrom(Fields& f)
{
    Join join{.participant = f.text("participant"),
              .resume = f.text("resume"),
              .join = {},
              .invite = f.textOr("invite", ""),
              .isBack = f.flagOr("isBack", false)};
    auto parsed = wire::readClient(f.object("message"));
    const auto* message = std::get_if<wire::ClientMessage>(&parsed);
    const auto* inner = message ? std::get_if<wire::Join>(message) : nullptr;
    if (!inner)
        return std::nullopt;
    join.join = *inner;
    return join;
}

std::optional<ToRoom> toRoomFrom(const std::string& type, Fields& f)
{
    if (type == "join")
        return joinFrom(f);
    if (type == "message")
        return FromClient{f.text("participant"), f.object("message")};
    if (type == "gone")
        return Gone{f.text("participant"), f.flag("clean")};
    if (type == "ping")
        return Ping{};
    if (type == "restore")
        return restoreFrom(f);
    if (type == "end")
        return End{};
    if (type == "call")
        return Call{f.text("id"), f.object("message")};
    return std::nullopt;
}

std::optional<FromRoom> fromRoomFrom(const std::string& type, Fields& f)
{
    if (type == "ready")
        return Ready{f.text("room")};
    if (type == "message")
        return ToClient{f.text("participant"), f.object("message")};
    if (type == "pong")
        return Pong{};
    if (type == "removed")
        return Removed{f.text("participant"), f.flagOr("mayReturn", false)};
    if (type == "reply")
        return Reply{f.text("id"), f.object("message")};
    if (type == "said")
        return saidFrom(f);
    if (type == "state")
        return stateFrom(f);
    return std::nullopt;
}

template <class Parse> auto parse(std::string_view line, Parse from)
{
    const json object = json::parse(line, nullptr, false);
    Fields fields(object);
    auto message = from(fields.textOr("type", ""), fields);
    if (!fields.ok())
        message.reset();
    return message;
}

} // namespace

std::string toLine(const ToRoom& message)
{
    return wire::toText(std::visit(ToJson{}, message));
}

std::string toLine(const FromRoom& message)
{
    return wire::toText(std::visit(ToJson{}, message));
}

std::optional<ToRoom> parseToRoom(std::string_view line)
{
    return parse(line, toRoomFrom);
}

std::optional<FromRoom> parseFromRoom(std::string_view line)
{
    return parse(line, fromRoomFrom);
}

} // namespace confab::link
