// SPDX-License-Identifier: Apache-2.0
#include "base/json/json.hpp"
#include "wire/layout_json.hpp"
#include "wire/message_json.hpp"
#include "wire/names.hpp"
#include "wire/people_json.hpp"
#include "wire/recording_json.hpp"
#include "wire/wire_json.hpp"

#include <iterator>

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
        return Leave{f.flagOr("back", false)};
    if (type == "restart")
        return Restart{f.text("peer")};
    if (type == "ping")
        return Ping{};
    return std::nullopt;
}

// In the order of ClientMessage.
constexpr const char* kTypes[] = {"join", "answer", "candidate", "state", "record", "layout",
                                  "pin",  "share",  "chat",      "mute",  "kick",   "lock",
                                  "role", "leave",  "restart",   "ping"};
static_assert(std::size(kTypes) == std::variant_size_v<ClientMessage>);

json fieldsOf(const Answer& m)
{
    return {{"peer", m.peer}, {"sdp", m.sdp}};
}
json fieldsOf(const Pin& m)
{
    return {{"participant", orNull(m.participant)}};
}
json fieldsOf(const Share& m)
{
    return {{"on", m.on}};
}
json fieldsOf(const Chat& m)
{
    return {{"text", m.text}};
}
json fieldsOf(const Mute& m)
{
    return {{"participant", m.participant}};
}
json fieldsOf(const Kick& m)
{
    return {{"participant", m.participant}};
}
json fieldsOf(const Lock& m)
{
    return {{"on", m.on}};
}
json fieldsOf(const Leave& m)
{
    return m.back ? json{{"back", true}} : json::object();
}
json fieldsOf(const Restart& m)
{
    return {{"peer", m.peer}};
}
json fieldsOf(const Ping&)
{
    return json::object();
}

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
        return ErrorMessage{"message.invalid",
                            "a message is one JSON object, nested at most 64 deep", ""};
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

const char* typeOf(const ClientMessage& message)
{
    return kTypes[message.index()];
}

json toJson(const ClientMessage& message)
{
    return typed(typeOf(message), std::visit([](const auto& m) { return fieldsOf(m); }, message));
}

} // namespace confab::wire
