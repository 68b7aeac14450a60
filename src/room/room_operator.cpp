// SPDX-License-Identifier: Apache-2.0
// What an operator asks of a room, who is no participant and may everything (link::Call).
#include "room/room.hpp"

#include "base/base64.hpp"
#include "protocol/fields.hpp"
#include "protocol/wire_json.hpp"

#include <spdlog/spdlog.h>

namespace confab {

namespace {

using nlohmann::json;

json refusal(const char* code, const std::string& message, const std::string& re)
{
    return wire::toJson(wire::ServerMessage(wire::ErrorMessage{code, message, re}));
}

json untyped(const wire::ServerMessage& message)
{
    json fields = wire::toJson(message);
    fields.erase("type");
    return fields;
}

} // namespace

void Room::on(const link::Call& message)
{
    const auto type = Fields(message.message).textOr("type", "");
    if (type != "snapshot")
        return send_(link::Reply{message.id, answerTo(type, message.message)});
    media_.takeSnapshot("main", [this, id = message.id](const Result<std::string>& jpeg) {
        send_(link::Reply{id,
                          jpeg ? json{{"type", "snapshot"}, {"jpeg", toBase64(*jpeg)}}
                               : refusal("snapshot.failed", jpeg.error().message, "snapshot")});
    });
}

json Room::answerTo(const std::string& type, const json& message)
{
    if (type == "describe")
        return description();
    if (type == "participant")
        return changeParticipant(message);
    if (type == "kick")
        return kick(message);
    const auto parsed = wire::readClient(message);
    if (const auto* error = std::get_if<wire::ErrorMessage>(&parsed))
        return wire::toJson(wire::ServerMessage(*error));
    const auto& wish = std::get<wire::ClientMessage>(parsed);
    if (const auto* record = std::get_if<wire::Record>(&wish))
        return wire::toJson(answerTo(*record, nullptr));
    if (const auto* layout = std::get_if<wire::SetLayout>(&wish))
        return changeLayout(*layout, Fields(message).numberOr("version", layoutVersion_));
    return refusal("message.unknown", "an operator cannot do that", type);
}

json Room::description() const
{
    json participants = json::array(), recordings = json::array();
    for (const auto& p : participants_)
        participants.push_back(untyped(wire::ParticipantUpdated{p->shown}));
    for (const auto& recording : recordings_.all())
        recordings.push_back(untyped(recording));
    json layout = layoutNow();
    layout.erase("type");
    return {{"type", "description"},
            {"participants", std::move(participants)},
            {"recordings", std::move(recordings)},
            {"speaker", views_.speaker()},
            {"layout", std::move(layout)}};
}

json Room::layoutNow() const
{
    json layout = wire::toJson(wire::ServerMessage(views_.main()));
    layout["version"] = layoutVersion_;
    return layout;
}

json Room::changeLayout(const wire::SetLayout& wish, int version)
{
    if (version != layoutVersion_)
        return refusal("layout.changed", "somebody else has changed the layout meanwhile",
                       "layout");
    if (const auto error = apply(wish))
        return wire::toJson(wire::ServerMessage(*error));
    return layoutNow();
}

json Room::changeParticipant(const json& message)
{
    Fields fields(message);
    const auto id = fields.text("participant");
    const auto pinned = fields.maybeFlag("pinned");
    if (!fields.ok())
        return refusal("message.invalid", fields.problem(), "participant");
    Participant* participant = find(id);
    if (!participant)
        return refusal("participant.unknown", "there is nobody of that id here", "participant");
    if (pinned == true || (pinned == false && views_.main().pinned == id)) {
        views_.pin(*pinned ? id : std::string());
        refresh();
    }
    return wire::toJson(wire::ServerMessage(wire::ParticipantUpdated{participant->shown}));
}

json Room::kick(const json& message)
{
    Fields fields(message);
    const auto id = fields.text("participant");
    if (!find(id))
        return refusal("participant.unknown", "there is nobody of that id here", "kick");
    spdlog::info("{} is kicked by an operator", id);
    remove(id, "kicked");
    return wire::toJson(wire::ServerMessage(wire::ParticipantLeft{id}));
}

} // namespace confab
