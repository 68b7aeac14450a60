// SPDX-License-Identifier: Apache-2.0
#include "base/json/json.hpp"
#include "wire/layout_json.hpp"
#include "wire/message_json.hpp"
#include "wire/people_json.hpp"
#include "wire/recording_json.hpp"
#include "wire/wire_json.hpp"

#include <cmath>

namespace confab::wire {

using nlohmann::json;

namespace {

IceServer iceServerFrom(const json& entry)
{
    Fields f(entry);
    IceServer server{.username = f.textOr("username", ""),
                     .credential = f.textOr("credential", "")};
    for (const auto& url : f.array("urls"))
        if (url.is_string())
            server.urls.push_back(url.get<std::string>());
    return server;
}

json fieldsOf(const IceServer& server)
{
    json fields{{"urls", server.urls}};
    if (!server.username.empty())
        fields.update({{"username", server.username}, {"credential", server.credential}});
    return fields;
}

Joined joinedFrom(Fields& f)
{
    Fields layout(f.object("layout")), recording(f.object("recording"));
    Joined joined{.participant = f.text("participant"),
                  .resume = f.text("resume"),
                  .room = f.text("room"),
                  .layout = layoutFrom(layout),
                  .recording = recordingFrom(recording),
                  .locked = f.flagOr("locked", false)};
    for (const auto& entry : f.array("iceServers"))
        joined.iceServers.push_back(iceServerFrom(entry));
    for (const auto& entry : f.array("participants")) {
        Fields p(entry);
        joined.participants.push_back(participantFrom(p));
    }
    for (const auto& peer : f.array("peers"))
        if (peer.is_string())
            joined.peers.push_back(peer.get<std::string>());
    if (f.has("chat"))
        joined.chat = chatMessagesFrom(f.array("chat"));
    return joined;
}

template <class T> json listOf(const std::vector<T>& entries)
{
    json list = json::array();
    for (const auto& entry : entries)
        list.push_back(fieldsOf(entry));
    return list;
}

json fieldsOf(const Joined& m)
{
    return {{"v", kVersion},
            {"participant", m.participant},
            {"resume", m.resume},
            {"room", m.room},
            {"iceServers", listOf(m.iceServers)},
            {"participants", listOf(m.participants)},
            {"peers", m.peers},
            {"layout", fieldsOf(m.layout)},
            {"recording", fieldsOf(m.recording)},
            {"recordings", listOf(m.recordings)},
            {"chat", listOf(m.chat)},
            {"locked", m.locked},
            {"limits", {{"participants", m.maxParticipants}}}};
}

json fieldsOf(const Offer& m)
{
    json fields{{"peer", m.peer}, {"kind", m.kind}, {"sdp", m.sdp}};
    if (!m.replaces.empty())
        fields["replaces"] = m.replaces;
    return fields;
}

json fieldsOf(const Uplink& m)
{
    return {{"peer", m.peer}, {"width", m.width}, {"height", m.height},
            {"fps", m.fps},   {"kbps", m.kbps},   {"active", m.active}};
}

Quality qualityFrom(Fields& f)
{
    Quality quality{.link = linkNamed(f.textOr("link", "good"))};
    Fields down(f.object("down")), up(f.object("up"));
    quality.downKbps = down.number("kbps");
    quality.downLoss = down.number("loss") / 100.;
    quality.rttMs = down.number("rtt");
    quality.width = down.number("width");
    quality.height = down.number("height");
    quality.pictureKbps = down.number("picture");
    quality.best = down.flag("best");
    quality.upLoss = up.number("loss") / 100.;
    return quality;
}

int percent(double part)
{
    return int(std::lround(part * 100));
}

json fieldsOf(const Quality& m)
{
    return {{"link", nameOf(m.link)},
            {"down",
             {{"kbps", m.downKbps},
              {"loss", percent(m.downLoss)},
              {"rtt", m.rttMs},
              {"width", m.width},
              {"height", m.height},
              {"picture", m.pictureKbps},
              {"best", m.best}}},
            {"up", {{"loss", percent(m.upLoss)}}}};
}

json fieldsOf(const ErrorMessage& m)
{
    json fields{{"code", m.code}, {"message", m.message}};
    if (!m.re.empty())
        fields["re"] = m.re;
    return fields;
}

std::optional<ServerMessage> serverFrom(const std::string& type, Fields& f)
{
    if (type == "joined")
        return joinedFrom(f);
    if (type == "waiting")
        return Waiting{f.number("ahead")};
    if (type == "offer")
        return Offer{f.text("peer"), f.text("kind"), f.textOr("replaces", ""), f.text("sdp")};
    if (type == "candidate")
        return candidateFrom(f);
    if (type == "participant.joined")
        return ParticipantJoined{participantFrom(f)};
    if (type == "participant.updated")
        return ParticipantUpdated{participantFrom(f)};
    if (type == "participant.left")
        return ParticipantLeft{f.text("participant")};
    if (type == "layout")
        return layoutFrom(f);
    if (type == "speaker")
        return speakerFrom(f);
    if (type == "uplink")
        return Uplink{f.text("peer"),  f.number("width"), f.number("height"),
                      f.number("fps"), f.number("kbps"),  f.flag("active")};
    if (type == "quality")
        return qualityFrom(f);
    if (type == "recording")
        return recordingFrom(f);
    if (type == "chat")
        return chatMessageFrom(f);
    if (type == "room")
        return RoomState{f.flag("locked")};
    if (type == "mute")
        return Muted{f.textOrNull("by")};
    if (type == "error")
        return ErrorMessage{f.text("code"), f.text("message"), f.textOr("re", "")};
    if (type == "bye")
        return Bye{f.text("reason")};
    if (type == "pong")
        return Pong{};
    return std::nullopt;
}

struct ToJson {
    json operator()(const Joined& m) const { return typed("joined", fieldsOf(m)); }
    json operator()(const Waiting& m) const { return typed("waiting", {{"ahead", m.ahead}}); }
    json operator()(const Offer& m) const { return typed("offer", fieldsOf(m)); }
    json operator()(const Candidate& m) const { return typed("candidate", fieldsOf(m)); }
    json operator()(const ParticipantJoined& m) const
    {
        return typed("participant.joined", fieldsOf(m.participant));
    }
    json operator()(const ParticipantUpdated& m) const
    {
        return typed("participant.updated", fieldsOf(m.participant));
    }
    json operator()(const ParticipantLeft& m) const
    {
        return typed("participant.left", {{"participant", m.participant}});
    }
    json operator()(const Layout& m) const { return typed("layout", fieldsOf(m)); }
    json operator()(const Speaker& m) const { return typed("speaker", fieldsOf(m)); }
    json operator()(const Uplink& m) const { return typed("uplink", fieldsOf(m)); }
    json operator()(const Quality& m) const { return typed("quality", fieldsOf(m)); }
    json operator()(const Recording& m) const { return typed("recording", fieldsOf(m)); }
    json operator()(const ChatMessage& m) const { return typed("chat", fieldsOf(m)); }
    json operator()(const RoomState& m) const { return typed("room", {{"locked", m.locked}}); }
    json operator()(const Muted& m) const { return typed("mute", {{"by", orNull(m.by)}}); }
    json operator()(const ErrorMessage& m) const { return typed("error", fieldsOf(m)); }
    json operator()(const Bye& m) const { return typed("bye", {{"reason", m.reason}}); }
    json operator()(const Pong&) const { return typed("pong", json::object()); }
};

} // namespace

std::optional<ServerMessage> parseServer(std::string_view text)
{
    return readServer(parseJson(text));
}

std::optional<ServerMessage> readServer(const json& object)
{
    if (!object.is_object())
        return std::nullopt;
    Fields fields(object);
    auto message = serverFrom(typeOf(object), fields);
    return fields.ok() ? std::move(message) : std::nullopt;
}

json toJson(const ServerMessage& message)
{
    return std::visit(ToJson{}, message);
}

std::string textOf(const ServerMessage& message)
{
    return toText(toJson(message));
}

} // namespace confab::wire
