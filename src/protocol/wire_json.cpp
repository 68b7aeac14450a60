// SPDX-License-Identifier: Apache-2.0
#include "protocol/wire_json.hpp"

#include "base/colour.hpp"
#include "protocol/fields.hpp"
#include "protocol/names.hpp"
#include "protocol/recording_json.hpp"

namespace confab::wire {

using nlohmann::json;

namespace {

Participant participantFrom(Fields& f)
{
    return {.id = f.text("participant"),
            .name = f.text("name"),
            .audio = f.flag("audio"),
            .video = f.flag("video"),
            .hand = f.flag("hand"),
            .observer = f.flag("observer"),
            .screen = f.flagOr("screen", false),
            .recorded = f.flagOr("recorded", true)};
}

json fieldsOf(const Participant& p)
{
    return {{"participant", p.id},    {"name", p.name},    {"audio", p.audio},
            {"video", p.video},       {"hand", p.hand},    {"observer", p.observer},
            {"recorded", p.recorded}, {"screen", p.screen}};
}

Candidate candidateFrom(Fields& f)
{
    Candidate c{.peer = f.text("peer"), .candidate = f.text("candidate")};
    const int mline = f.numberOr("mline", 0);
    if (mline < 0 || mline > 15)
        f.complain("mline", "a number from 0 to 15");
    c.mline = unsigned(mline);
    return c;
}

Layout layoutFrom(Fields& f)
{
    Fields canvas(f.object("canvas"));
    Layout layout{.view = f.text("view"),
                  .name = f.text("name"),
                  .width = canvas.number("width"),
                  .height = canvas.number("height"),
                  .hidden = f.numberOr("hidden", 0),
                  .pinned = f.textOr("pinned", ""),
                  .background = f.textOr("background", "")};
    for (const auto& entry : f.array("tiles")) {
        Fields tile(entry);
        layout.tiles.push_back({.participant = tile.text("participant"),
                                .kind = tile.text("kind"),
                                .x = tile.number("x"),
                                .y = tile.number("y"),
                                .width = tile.number("width"),
                                .height = tile.number("height")});
        if (!tile.ok())
            f.complain("tiles", "a list of rectangles");
    }
    return layout;
}

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

Joined joinedFrom(Fields& f)
{
    Fields layout(f.object("layout")), recording(f.object("recording"));
    Joined joined{.participant = f.text("participant"),
                  .resume = f.text("resume"),
                  .room = f.text("room"),
                  .layout = layoutFrom(layout),
                  .recording = recordingFrom(recording)};
    for (const auto& entry : f.array("iceServers"))
        joined.iceServers.push_back(iceServerFrom(entry));
    for (const auto& entry : f.array("participants")) {
        Fields p(entry);
        joined.participants.push_back(participantFrom(p));
    }
    for (const auto& peer : f.array("peers"))
        if (peer.is_string())
            joined.peers.push_back(peer.get<std::string>());
    return joined;
}

Join joinFrom(Fields& f)
{
    Join join{.room = f.text("room"),
              .name = f.text("name"),
              .resume = f.textOr("resume", ""),
              .observer = f.flagOr("observer", false),
              .recorded = f.flagOr("recorded", true)};
    if (f.has("media")) {
        Fields media(f.object("media"));
        join.audio = media.flagOr("audio", false);
        join.video = media.flagOr("video", false);
        if (!media.ok())
            f.complain("media", "{\"audio\": true or false, \"video\": true or false}");
    }
    return join;
}

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
        return ErrorMessage{"room.name", "a room's name is 1 to 64 of A-Z a-z 0-9 _ -", "join"};
    if (!isParticipantName(join.name))
        return ErrorMessage{"message.invalid", "\"name\" must be 1 to 64 characters", "join"};
    return join;
}

SetLayout setLayoutFrom(Fields& f)
{
    SetLayout layout{.view = f.textOr("view", "main")};
    if (f.has("name"))
        layout.name = f.text("name");
    if (f.has("background")) {
        layout.background = f.text("background");
        if (!layout.background->empty() && !parseColour(*layout.background))
            f.complain("background", "a colour, \"#rrggbb\", or \"\" for the default");
    }
    if (f.has("custom"))
        layout.custom = f.object("custom").dump(-1, ' ', false, json::error_handler_t::replace);
    if (f.has("order"))
        for (const auto& id : f.array("order")) {
            if (id.is_string())
                layout.order.push_back(id.get<std::string>());
            else
                f.complain("order", "a list of participants");
        }
    return layout;
}

std::optional<ClientMessage> clientFrom(const std::string& type, Fields& f)
{
    if (type == "answer")
        return Answer{.peer = f.text("peer"), .sdp = f.text("sdp")};
    if (type == "candidate")
        return candidateFrom(f);
    if (type == "state")
        return StateChange{f.maybeFlag("audio"), f.maybeFlag("video"), f.maybeFlag("hand"),
                           f.maybeFlag("recorded")};
    if (type == "record")
        return recordFrom(f);
    if (type == "layout")
        return setLayoutFrom(f);
    if (type == "pin")
        return Pin{f.textOrNull("participant")};
    if (type == "share")
        return Share{f.flag("on")};
    if (type == "leave")
        return Leave{};
    return std::nullopt;
}

std::optional<ServerMessage> serverFrom(const std::string& type, Fields& f)
{
    if (type == "joined")
        return joinedFrom(f);
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
        return Speaker{f.textOrNull("participant")};
    if (type == "uplink")
        return Uplink{f.text("peer"),  f.number("width"), f.number("height"),
                      f.number("fps"), f.number("kbps"),  f.flag("active")};
    if (type == "recording")
        return recordingFrom(f);
    if (type == "error")
        return ErrorMessage{f.text("code"), f.text("message"), f.textOr("re", "")};
    if (type == "bye")
        return Bye{f.text("reason")};
    return std::nullopt;
}

json typed(const char* type, json fields)
{
    fields["type"] = type;
    return fields;
}

json fieldsOf(const Layout& layout)
{
    json tiles = json::array();
    for (const Tile& t : layout.tiles)
        tiles.push_back({{"participant", t.participant},
                         {"kind", t.kind},
                         {"x", t.x},
                         {"y", t.y},
                         {"width", t.width},
                         {"height", t.height}});
    json fields{{"view", layout.view},
                {"name", layout.name},
                {"canvas", {{"width", layout.width}, {"height", layout.height}}},
                {"tiles", std::move(tiles)},
                {"hidden", layout.hidden}};
    if (!layout.pinned.empty())
        fields["pinned"] = layout.pinned;
    if (!layout.background.empty())
        fields["background"] = layout.background;
    return fields;
}

json orNull(const std::string& text)
{
    return text.empty() ? json() : json(text);
}

json fieldsOf(const SetLayout& m)
{
    json fields{{"view", m.view}};
    if (m.name)
        fields["name"] = *m.name;
    if (m.background)
        fields["background"] = *m.background;
    if (!m.custom.empty())
        fields["custom"] = json::parse(m.custom, nullptr, false);
    if (!m.order.empty())
        fields["order"] = m.order;
    return fields;
}

json fieldsOf(const IceServer& server)
{
    json fields{{"urls", server.urls}};
    if (!server.username.empty())
        fields.update({{"username", server.username}, {"credential", server.credential}});
    return fields;
}

struct ToJson {
    json operator()(const Join& m) const
    {
        json fields{{"v", kVersion},          {"room", m.room},
                    {"name", m.name},         {"media", {{"audio", m.audio}, {"video", m.video}}},
                    {"observer", m.observer}, {"recorded", m.recorded}};
        if (!m.resume.empty())
            fields["resume"] = m.resume;
        return typed("join", std::move(fields));
    }
    json operator()(const Answer& m) const
    {
        return typed("answer", {{"peer", m.peer}, {"sdp", m.sdp}});
    }
    json operator()(const Candidate& m) const
    {
        return typed("candidate",
                     {{"peer", m.peer}, {"mline", m.mline}, {"candidate", m.candidate}});
    }
    json operator()(const StateChange& m) const
    {
        json fields = json::object();
        if (m.audio)
            fields["audio"] = *m.audio;
        if (m.video)
            fields["video"] = *m.video;
        if (m.hand)
            fields["hand"] = *m.hand;
        if (m.recorded)
            fields["recorded"] = *m.recorded;
        return typed("state", std::move(fields));
    }
    json operator()(const Record& m) const { return typed("record", fieldsOf(m)); }
    json operator()(const SetLayout& m) const { return typed("layout", fieldsOf(m)); }
    json operator()(const Pin& m) const
    {
        return typed("pin", {{"participant", orNull(m.participant)}});
    }
    json operator()(const Share& m) const { return typed("share", {{"on", m.on}}); }
    json operator()(const Leave&) const { return typed("leave", json::object()); }

    json operator()(const Joined& m) const
    {
        json participants = json::array(), servers = json::array(), recordings = json::array();
        for (const auto& p : m.participants)
            participants.push_back(fieldsOf(p));
        for (const auto& s : m.iceServers)
            servers.push_back(fieldsOf(s));
        for (const auto& r : m.recordings)
            recordings.push_back(fieldsOf(r));
        return typed("joined",
                     {{"v", kVersion},
                      {"participant", m.participant},
                      {"resume", m.resume},
                      {"room", m.room},
                      {"iceServers", std::move(servers)},
                      {"participants", std::move(participants)},
                      {"peers", m.peers},
                      {"layout", fieldsOf(m.layout)},
                      {"recording", fieldsOf(m.recording)},
                      {"recordings", std::move(recordings)},
                      {"limits", {{"participants", m.maxParticipants}}}});
    }
    json operator()(const Offer& m) const
    {
        json fields{{"peer", m.peer}, {"kind", m.kind}, {"sdp", m.sdp}};
        if (!m.replaces.empty())
            fields["replaces"] = m.replaces;
        return typed("offer", std::move(fields));
    }
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
    json operator()(const Speaker& m) const
    {
        return typed("speaker", {{"participant", orNull(m.participant)}});
    }
    json operator()(const Uplink& m) const
    {
        return typed("uplink",
                     {{"peer", m.peer},
                      {"width", m.width},
                      {"height", m.height},
                      {"fps", m.fps},
                      {"kbps", m.kbps},
                      {"active", m.active}});
    }
    json operator()(const Recording& m) const { return typed("recording", fieldsOf(m)); }
    json operator()(const ErrorMessage& m) const
    {
        json fields{{"code", m.code}, {"message", m.message}};
        if (!m.re.empty())
            fields["re"] = m.re;
        return typed("error", std::move(fields));
    }
    json operator()(const Bye& m) const { return typed("bye", {{"reason", m.reason}}); }
};

std::string typeOf(const json& object)
{
    const auto type = object.find("type");
    return type != object.end() && type->is_string() ? type->get<std::string>() : std::string();
}

} // namespace

ParsedClient parseClient(std::string_view text)
{
    if (text.size() > kMaxMessage)
        return ErrorMessage{"message.invalid", "a message is at most 64 KB", ""};
    return readClient(json::parse(text, nullptr, false));
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

std::optional<ServerMessage> parseServer(std::string_view text)
{
    const json object = json::parse(text, nullptr, false);
    if (!object.is_object())
        return std::nullopt;
    Fields fields(object);
    auto message = serverFrom(typeOf(object), fields);
    return fields.ok() ? std::move(message) : std::nullopt;
}

json toJson(const ClientMessage& message)
{
    return std::visit(ToJson{}, message);
}

json toJson(const ServerMessage& message)
{
    return std::visit(ToJson{}, message);
}

std::string toText(const json& value)
{
    return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

} // namespace confab::wire
