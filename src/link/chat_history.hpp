// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wire/wire.hpp"

#include <deque>
#include <vector>

namespace confab::link {

/// The last of what was said in a room: for who joins later, and for the room's successor. All of
/// it goes into one line of the link, and into one message for who joins.
///
/// Plain values; one thread at a time.
class ChatHistory {
public:
    /// Limit (per room): chat messages that are kept. Above it: the oldest is forgotten. At it: see
    /// their bytes.
    static constexpr std::size_t kMost = 100;
    /// Limit (per room): bytes of the chat messages that are kept, as they are sent. Above it: the
    /// oldest are forgotten. At it: half a line of the link, and as much for each who joins.
    static constexpr std::size_t kMostBytes = 128 * 1024;

    void add(wire::ChatMessage message);
    std::vector<wire::ChatMessage> all() const { return {messages_.begin(), messages_.end()}; }
    void clear();

private:
    std::deque<wire::ChatMessage> messages_; // the oldest first
    std::deque<std::size_t> sizes_; // of each, as it is sent
    std::size_t bytes_ = 0; // the sum of these
};

} // namespace confab::link
