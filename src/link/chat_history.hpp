// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wire/wire.hpp"

#include <deque>
#include <vector>

namespace confab::link {

/// The last of what was said in a room: for who joins later, and for the room's successor. All of
/// it goes into one line of the link, which has at most 256 KB.
///
/// Plain values; one thread at a time.
class ChatHistory {
public:
    static constexpr std::size_t kMost = 100; ///< messages
    static constexpr std::size_t kMostBytes =
        128 * 1024; ///< of their texts and names, as JSON has them

    void add(wire::ChatMessage message);
    std::vector<wire::ChatMessage> all() const { return {messages_.begin(), messages_.end()}; }
    void clear();

private:
    std::deque<wire::ChatMessage> messages_; // the oldest first
    std::size_t bytes_ = 0;
};

} // namespace confab::link
