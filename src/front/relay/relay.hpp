// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/loop.hpp"
#include "config/config.hpp"
#include "front/relay/relay_member.hpp"

#include <nlohmann/json_fwd.hpp>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace confab::front {

/// Carries messages between two browsers that want to call each other without us (the tutorial's
/// fourth step), and never looks into them. Anybody who knows a room's name may come in, two at a
/// time. When both have left, nothing of the room is kept. Loop thread.
class Relay {
public:
    /// Limit (per room): members of a room of the tutorial's relay. Above it: the goodbye "full".
    /// At it: two connections.
    static constexpr std::size_t kMaxMembers = 2;

    /// `emptied` is called when the last connection has ended.
    Relay(const Loop& loop, const Timing& timing, const config::IceConfig& ice,
          std::function<void()> emptied);

    /// `room` is a room's name.
    void open(const std::string& room, HttpServer::Upgrade upgrade);
    bool isEmpty() const { return members_.empty(); }
    /// Says goodbye to everybody; `emptied` follows.
    void shutDown();

private:
    struct Room {
        std::vector<RelayMember*> members;
        int admitted = 0; // so far: the last id
        Timer idle;
    };
    void admit(const std::string& name, RelayMember& member);
    void onSaid(const RelayMember& member, const std::string& text);
    void onClosed(RelayMember& member);
    void awaitWords(const std::string& name, Room& room);
    static void sendToOthers(const Room& room, const RelayMember& member,
                             const nlohmann::json& message);

    Loop loop_;
    Timing timing_;
    config::IceConfig ice_;
    std::function<void()> emptied_;
    std::map<RelayMember*, std::unique_ptr<RelayMember>> members_;
    std::map<std::string, Room> rooms_;
    Lifetime lifetime_;
};

} // namespace confab::front
