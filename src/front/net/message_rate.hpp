// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <glib.h>

#include <cstddef>

namespace confab::front {

/// Counts what a browser says, second by second. Plain value.
class MessageRate {
public:
    /// Limit (per connection): messages in a second. Above it: closed with 1008. At it: 2 % of a
    /// core in the front, and as much in the room.
    static constexpr int kMaxMessages = 200;
    // Far more than an SDP now and then; the room's link holds 16 MB.
    /// Limit (per connection): bytes of messages in a second. Above it: closed with 1008. At it: 2
    /// % of a core in the front, and as much in the room.
    static constexpr std::size_t kMaxBytes = 256 * 1024;

    /// Counts one more, of that size. False: that was too much.
    bool admits(std::size_t bytes)
    {
        const gint64 second = g_get_monotonic_time() / G_USEC_PER_SEC;
        if (second != second_)
            messages_ = 0, bytes_ = 0;
        second_ = second;
        bytes_ += bytes;
        return ++messages_ <= kMaxMessages && bytes_ <= kMaxBytes;
    }

private:
    gint64 second_ = 0; // of the counts below
    int messages_ = 0;
    std::size_t bytes_ = 0;
};

} // namespace confab::front
