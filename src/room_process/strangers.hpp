// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/line_channel.hpp"
#include "base/glib/loop.hpp"

#include <deque>
#include <functional>
#include <memory>
#include <string>

namespace confab::room_process {

/// Connections to a room's socket that have not shown yet that they are a front. Whoever says the
/// key in its first line is one; whoever says anything else, or nothing for two seconds, is hung
/// up on, and hears nothing of the room. Control thread.
class Strangers {
public:
    /// Connections at a time. When another one comes, the one that has said nothing for longest is
    /// hung up on: a front says its key at once.
    static constexpr std::size_t kMost = 8;

    using Known = std::function<void(std::unique_ptr<LineChannel>)>;

    Strangers(const Loop& loop, std::string key, Known known)
        : loop_(loop), key_(std::move(key)), known_(std::move(known))
    {
    }

    ~Strangers();
    Strangers(const Strangers&) = delete;
    Strangers& operator=(const Strangers&) = delete;

    /// `later`: what the channel calls once it is known.
    void receive(GSocketConnection* connection, LineChannel::Events later);

private:
    struct Stranger;
    void onLine(Stranger* stranger, const std::string& line);
    void hangUp(Stranger* stranger);
    /// Takes it off the list.
    std::shared_ptr<Stranger> forget(Stranger* stranger);

    Loop loop_;
    std::string key_;
    Known known_;
    std::deque<std::shared_ptr<Stranger>> strangers_; // shared with their channels' events
};

} // namespace confab::room_process
