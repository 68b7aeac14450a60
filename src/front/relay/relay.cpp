// SPDX-License-Identifier: Apache-2.0
#include "front/relay/relay.hpp"

#include "config/turn_credential.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace confab::front {

namespace {

/// As an RTCPeerConnection takes them.
nlohmann::json iceServersFor(const std::string& member, const config::IceConfig& config)
{
    auto list = nlohmann::json::array();
    for (const auto& server :
         config::serversFor(config, member, std::chrono::system_clock::now())) {
        list.push_back({{"urls", server.urls}});
        if (!server.username.empty())
            list.back().update({{"username", server.username}, {"credential", server.credential}});
    }
    return list;
}

} // namespace

Relay::Relay(const Loop& loop, const Timing& timing, const config::IceConfig& ice,
             std::function<void()> emptied)
    : loop_(loop), timing_(timing), ice_(ice), emptied_(std::move(emptied))
{
}

void Relay::open(const std::string& room, HttpServer::Upgrade upgrade)
{
    auto member = std::make_unique<RelayMember>(
        loop_, std::move(upgrade), timing_,
        RelayMember::Events{
            .said = [this](RelayMember& m, const std::string& text) { onSaid(m, text); },
            .closed = [this](RelayMember& m) { onClosed(m); }});
    auto& it = *member;
    members_.emplace(&it, std::move(member));
    admit(room, it);
}

void Relay::admit(const std::string& name, RelayMember& member)
{
    auto& room = rooms_[name];
    if (room.members.size() >= kMaxMembers)
        return member.bye("full", "two are here already, and more do not fit",
                          SOUP_WEBSOCKET_CLOSE_POLICY_VIOLATION);
    member.room = name;
    member.id = std::to_string(++room.admitted);
    auto others = nlohmann::json::array();
    for (const auto* other : room.members)
        others.push_back(other->id);
    room.members.push_back(&member);
    member.send({{"type", "welcome"},
                 {"member", member.id},
                 {"others", std::move(others)},
                 {"iceServers", iceServersFor("learn-" + member.id, ice_)}});
    sendToOthers(room, member, {{"type", "joined"}, {"member", member.id}});
    awaitWords(name, room);
}

void Relay::onSaid(const RelayMember& member, const std::string& text)
{
    const auto room = rooms_.find(member.room);
    if (room == rooms_.end())
        return; // not let in
    sendToOthers(room->second, member, {{"type", "said"}, {"member", member.id}, {"text", text}});
    awaitWords(room->first, room->second);
}

// Destroyed later: it is in the middle of telling us.
void Relay::onClosed(RelayMember& member)
{
    if (const auto entry = rooms_.find(member.room); entry != rooms_.end()) {
        auto& [name, room] = *entry;
        std::erase(room.members, &member);
        sendToOthers(room, member, {{"type", "left"}, {"member", member.id}});
        if (room.members.empty())
            rooms_.erase(entry);
    }
    loop_.bind(lifetime_, [this, key = &member] {
        members_.erase(key);
        if (members_.empty())
            emptied_();
    })();
}

// By then the two have their call, or they never will: neither needs us.
void Relay::awaitWords(const std::string& name, Room& room)
{
    room.idle = Timer::once(loop_, timing_.relayIdle, [this, name] {
        for (auto* member : std::vector(rooms_[name].members))
            member->bye("idle", "nobody has said anything for ten minutes",
                        SOUP_WEBSOCKET_CLOSE_NORMAL);
    });
}

void Relay::sendToOthers(const Room& room, const RelayMember& member, const nlohmann::json& message)
{
    for (auto* other : room.members)
        if (other != &member)
            other->send(message);
}

void Relay::shutDown()
{
    for (const auto& [key, member] : members_)
        member->bye("shutdown", "the server is stopping", SOUP_WEBSOCKET_CLOSE_GOING_AWAY);
}

} // namespace confab::front
