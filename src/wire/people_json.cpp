// SPDX-License-Identifier: Apache-2.0
#include "wire/people_json.hpp"

#include "wire/chat_text.hpp"
#include "wire/message_json.hpp"

#include <fmt/format.h>

namespace confab::wire {

using nlohmann::json;

namespace {

/// Limit (per message): sessions that somebody who joins says to have. Above it: message.invalid.
/// At it: 1 kB for as long as the join waits.
constexpr std::size_t kMaxPeers = 16;
constexpr std::size_t kMaxPeerName = 64;

Role roleFrom(const std::string& name, Fields& f)
{
    const auto role = roleNamed(name);
    if (!role)
        f.complain("role", "\"host\" or \"guest\"");
    return role.value_or(Role::Guest);
}

// Two sessions and their predecessors are all that somebody can have.
std::vector<std::string> peersFrom(Fields& f)
{
    const auto& list = f.array("peers");
    std::vector<std::string> peers;
    for (const auto& entry : list)
        if (entry.is_string() && peers.size() < kMaxPeers
            && entry.get_ref<const std::string&>().size() <= kMaxPeerName)
            peers.push_back(entry.get<std::string>());
    if (peers.size() != list.size())
        f.complain("peers", fmt::format("a list of at most {} ids", kMaxPeers));
    return peers;
}

} // namespace

const char* nameOf(Role role)
{
    return role == Role::Host ? "host" : "guest";
}

std::optional<Role> roleNamed(const std::string& name)
{
    return name == "host" ? std::optional(Role::Host)
        : name == "guest" ? std::optional(Role::Guest)
                          : std::nullopt;
}

const char* nameOf(Link link)
{
    return link == Link::Good ? "good" : link == Link::Weak ? "weak" : "bad";
}

Link linkNamed(const std::string& name)
{
    return name == "weak" ? Link::Weak : name == "bad" ? Link::Bad : Link::Good;
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
    if (f.has("peers"))
        join.peers = peersFrom(f);
    return join;
}

StateChange stateChangeFrom(Fields& f)
{
    return {f.maybeFlag("audio"), f.maybeFlag("video"), f.maybeFlag("hand"),
            f.maybeFlag("recorded")};
}

Chat chatFrom(Fields& f)
{
    const auto text = chatText(f.text("text"));
    if (!text)
        f.complain("text",
                   fmt::format("1 to {} characters, and not only spaces", kMaxChatCharacters));
    return {text.value_or("")};
}

SetRole setRoleFrom(Fields& f)
{
    return {f.text("participant"), roleFrom(f.text("role"), f)};
}

json fieldsOf(const Join& m)
{
    json fields{{"v", kVersion},          {"room", m.room},
                {"name", m.name},         {"media", {{"audio", m.audio}, {"video", m.video}}},
                {"observer", m.observer}, {"recorded", m.recorded}};
    if (!m.resume.empty())
        fields["resume"] = m.resume;
    if (m.peers)
        fields["peers"] = *m.peers;
    return fields;
}

json fieldsOf(const StateChange& m)
{
    json fields = json::object();
    const auto put = [&](const char* key, std::optional<bool> value) {
        if (value)
            fields[key] = *value;
    };
    put("audio", m.audio);
    put("video", m.video);
    put("hand", m.hand);
    put("recorded", m.recorded);
    return fields;
}

json fieldsOf(const SetRole& m)
{
    return {{"participant", m.participant}, {"role", nameOf(m.role)}};
}

Participant participantFrom(Fields& f)
{
    return {.id = f.text("participant"),
            .name = f.text("name"),
            .audio = f.flag("audio"),
            .video = f.flag("video"),
            .hand = f.flag("hand"),
            .observer = f.flag("observer"),
            .screen = f.flagOr("screen", false),
            .recorded = f.flagOr("recorded", true),
            .role = roleFrom(f.textOr("role", "guest"), f),
            .link = linkNamed(f.textOr("link", "good"))};
}

ChatMessage chatMessageFrom(Fields& f)
{
    return {.id = f.text("id"),
            .participant = f.text("participant"),
            .name = f.text("name"),
            .text = f.text("text"),
            .at = f.text("at")};
}

std::vector<ChatMessage> chatMessagesFrom(const json& list)
{
    std::vector<ChatMessage> messages;
    for (const auto& entry : list) {
        Fields f(entry);
        auto message = chatMessageFrom(f);
        if (f.ok())
            messages.push_back(std::move(message));
    }
    return messages;
}

Speaker speakerFrom(Fields& f)
{
    Speaker speaker{.participant = f.textOrNull("participant"), .levels = {}};
    if (f.has("levels"))
        for (const auto& [participant, level] : f.object("levels").items())
            if (level.is_number_integer())
                speaker.levels[participant] = level.get<int>();
    return speaker;
}

json fieldsOf(const Participant& p)
{
    return {{"participant", p.id},   {"name", p.name},         {"audio", p.audio},
            {"video", p.video},      {"hand", p.hand},         {"observer", p.observer},
            {"screen", p.screen},    {"recorded", p.recorded}, {"role", nameOf(p.role)},
            {"link", nameOf(p.link)}};
}

json fieldsOf(const ChatMessage& m)
{
    return {{"id", m.id},
            {"participant", m.participant},
            {"name", m.name},
            {"text", m.text},
            {"at", m.at}};
}

json fieldsOf(const Speaker& m)
{
    return {{"participant", orNull(m.participant)}, {"levels", json(m.levels)}};
}

} // namespace confab::wire
