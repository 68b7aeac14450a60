// SPDX-License-Identifier: Apache-2.0
#include "base/json.hpp"
#include "wire/layout_json.hpp"
#include "wire/message_json.hpp"
#include "wire/names.hpp"
#include "wire/people_json.hpp"
#include "wire/recording_json.hpp"
#include "wire/wire_json.hpp"

namespace confab::wire {

using nlohmann::json;

namespace {

ParsedClient parseJoin(Fields& f)
{
    if (f.numberOr("v", 0) != kVersion)
        return ErrorMessage{"version.unsupported",
                            "this server speaks version 1; reload the page to get one that fits",
                            "join"};
    Join join = joinFrom(f);
    if (!f.ok())
        return ErrorMessage{"message.invalid", f.problem(), "join"};
    if (!isRoomName(join.room))
        return ErrorMessage{"room.name", kRoomNameRule, "join"};
    if (!isParticipantName(join.name))
        return ErrorMessage{"message.invalid", "\"name\" must be 1 to 64 characters", "join"};
    return join;
}

std::optional<ClientMessage> clientFrom(const std::string& type, Fields& f)
{
    if (type == "answer")
        return Answer{.peer = f.text("peer"), .sdp = f.text("sdp")};
    if (type == "candidate")
        return candidateFrom(f);
    if (type == "state")
        return stateChangeFrom(f);
    if (type == "record")
        return recordFrom(f);
    if (type == "layout")
        return setLayoutFrom(f);
    if (type == "pin")
        return Pin{f.textOrNull("participant")};
    if (type == "share")
        return Share{f.flag("on")};
    if (type == "chat")
        return chatFrom(f);
    if (type == "mute")
        return Mute{f.text("participant")};
    if (type == "kick")
        return Kick{f.text("participant")};
    if (type == "lock")
        return Lock{f.flag("on")};
    if (type == "role")
        return setRoleFrom(f);
    if (type == "leave")
        return Leave{};
    return std::nullopt;
}

struct ToJson {
    json operator()(const Join& m) const { return typed("join", fieldsOf(m)); }
    json operator()(const Answer& m) const
    {
        return typed("answer", {{"peer", m.peer}, {"sdp", m.sdp}});
    }
    json operator()(const Candidate& m) const { return typed("candidate", fieldsOf(m)); }
    json operator()(const StateChange& m) const { return typed("state", fieldsOf(m)); }
    json operator()(const Record& m) const { return typed("record", fieldsOf(m)); }
    json operator()(const SetLayout& m) const { return typed("layout", fieldsOf(m)); }
    json operator()(const Pin& m) const
    {
        return typed("pin", {{"participant", orNull(m.participant)}});
    }
    json operator()(const Share& m) const { return typed("share", {{"on", m.on}}); }
    json operator()(const Chat& m) const { return typed("chat", {{"text", m.text}}); }
    json operator()(const Mute& m) const { return typed("mute", {{"participant", m.participant}}); }
    json operator()(const Kick& m) const { return typed("kick", {{"participant", m.participant}}); }
    json operator()(const Lock& m) const { return typed("lock", {{"on", m.on}}); }
    json operator()(const SetRole& m) const { return typed("role", fieldsOf(m)); }
    json operator()(const Leave&) const { return typed("leave", json::object()); }
};

} // namespace

ParsedClient parseClient(std::string_view text)
{
    if (text.size() > kMaxMessage)
        return ErrorMessage{"message.invalid", "a message is at most 64 KB", ""};
    return readClient(parseJson(text));
}

ParsedClient readClient(const json& object)
{
    if (!object.is_object())
        return ErrorMessage{"message.invalid", "a message is one JSON object", ""};
    const std::string type = typeOf(object);
    if (type.empty())
        return ErrorMessage{"message.invalid", "\"type\" must be a text", ""};
    Fields fields(object);
    if (type == "join")
        return parseJoin(fields);
    auto message = clientFrom(type, fields);
    if (!message)
        return ErrorMessage{"message.unknown", "this server does not know that type",
                            type.substr(0, 64)};
    if (!fields.ok())
        return ErrorMessage{"message.invalid", fields.problem(), type};
    return *std::move(message);
}

json toJson(const ClientMessage& message)
{
    return std::visit(ToJson{}, message);
}

} // namespace confab::wire
