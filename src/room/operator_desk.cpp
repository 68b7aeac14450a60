// SPDX-License-Identifier: Apache-2.0
#include "room/operator_desk.hpp"

#include "base/base64.hpp"
#include "base/fields.hpp"
#include "wire/wire_json.hpp"

#include <vector>

namespace confab::room {

namespace {

using nlohmann::json;
using wire::ErrorMessage;
using wire::ServerMessage;

json refusal(const char* code, const std::string& message, const char* re)
{
    return wire::toJson(ServerMessage(ErrorMessage{code, message, re}));
}

json untyped(const ServerMessage& message)
{
    json fields = wire::toJson(message);
    fields.erase("type");
    return fields;
}

} // namespace

void OperatorDesk::on(const link::Call& call)
{
    const auto type = Fields(call.message).textOr("type", "");
    if (type == "snapshot")
        return takeSnapshot(call.id);
    send_(link::Reply{call.id, answerTo(type, call.message)});
}

json OperatorDesk::answerTo(const std::string& type, const json& message)
{
    if (type == "describe")
        return description();
    if (type == "participant")
        return changeParticipant(message);
    if (type == "layout")
        return changeLayout(message);
    return wire::toJson(wishes_.answerTo(message));
}

void OperatorDesk::takeSnapshot(const std::string& call)
{
    media_.takeSnapshot("main", [this, call](const Result<std::string>& jpeg) {
        send_(link::Reply{call,
                          jpeg ? json{{"type", "snapshot"}, {"jpeg", toBase64(*jpeg)}}
                               : refusal("snapshot.failed", jpeg.error().message, "snapshot")});
    });
}

json OperatorDesk::description() const
{
    json participants = json::array(), recordings = json::array();
    for (const auto& p : roster_.all())
        participants.push_back(untyped(wire::ParticipantUpdated{p->shown}));
    for (const auto& recording : recordings_.all())
        recordings.push_back(untyped(recording));
    json layout = untyped(views_.main());
    layout["version"] = views_.layoutVersion();
    return {{"type", "description"},
            {"participants", std::move(participants)},
            {"recordings", std::move(recordings)},
            {"speaker", views_.speaker()},
            {"layout", std::move(layout)}};
}

json OperatorDesk::changeLayout(const json& message)
{
    const int current = views_.layoutVersion();
    if (Fields(message).numberOr("version", current) != current)
        return refusal("layout.changed", "somebody else has changed the layout meanwhile",
                       "layout");
    json answer = wire::toJson(wishes_.answerTo(message));
    if (answer["type"] == "layout")
        answer["version"] = views_.layoutVersion();
    return answer;
}

// All of it or, if somebody is not there any more, nothing.
json OperatorDesk::changeParticipant(const json& message)
{
    Fields fields(message);
    const auto id = fields.text("participant");
    const auto muted = fields.maybeFlag("muted"), pinned = fields.maybeFlag("pinned");
    const auto role = fields.textOr("role", "");
    if (!fields.ok())
        return refusal("message.invalid", fields.problem(), "participant");
    std::vector<json> wishes;
    if (muted == true)
        wishes.push_back({{"type", "mute"}, {"participant", id}});
    if (!role.empty())
        wishes.push_back({{"type", "role"}, {"participant", id}, {"role", role}});
    if (pinned == true)
        wishes.push_back({{"type", "pin"}, {"participant", id}});
    else if (pinned == false && views_.main().pinned == id)
        wishes.push_back({{"type", "pin"}, {"participant", nullptr}});
    for (const auto& wish : wishes)
        if (const auto answer = wishes_.answerTo(wish);
            std::holds_alternative<ErrorMessage>(answer))
            return wire::toJson(answer);
    const auto* participant = roster_.find(id);
    if (!participant)
        return refusal("participant.unknown", "there is nobody of that id here", "participant");
    return wire::toJson(ServerMessage(wire::ParticipantUpdated{participant->shown}));
}

} // namespace confab::room
