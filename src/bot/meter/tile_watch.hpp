// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "bot/clip/bot_identity.hpp"
#include "bot/clip/clip_player.hpp"
#include "wire/wire.hpp"

#include <gst/video/video.h>

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace confab::bot {

/// What was last seen in a participant's tile.
struct SeenTile {
    wire::Tile tile;
    Rgb rgb; ///< mean of the middle
    std::optional<int> identity; ///< the one that has this colour
    std::int64_t matchedUs = 0; ///< g_get_monotonic_time() of the last frame with some identity
};

/// Time from the push of a flash to the mixed frame that shows it.
struct Latency {
    std::int64_t atUs = 0; ///< g_get_monotonic_time() when it was seen
    double ms = 0;
};

/// Looks at the decoded mixed picture. Any thread; lives as long as the bot.
class TileWatch {
public:
    /// Flashes are timed in the tile of participant `own`. With null signals none are timed.
    void setOwn(const std::string& own, std::shared_ptr<const FeedSignals> signals);
    void setLayout(wire::Layout layout);
    void look(const GstVideoFrame& frame, std::int64_t nowUs);

    std::vector<SeenTile> tiles() const;
    std::vector<Latency> latencies() const;

private:
    void timeFlash(int luma, std::int64_t nowUs);

    mutable std::mutex mutex_; // over all below
    std::string own_;
    std::shared_ptr<const FeedSignals> signals_;
    wire::Layout layout_;
    std::map<std::string, SeenTile> seen_;
    bool white_ = false;
    std::vector<Latency> latencies_;
};

} // namespace confab::bot
