// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/loop.hpp"
#include "base/gst/gst_ref.hpp"

#include <gst/gst.h>

#include <chrono>
#include <cstdint>
#include <vector>

namespace confab::media {

/// How long a jitter buffer waits for a packet that is missing, 20 to 800 ms. `jitter`: of the
/// arrivals; `loss`: 0 to 1. A lost picture is asked for again, more than once where much gets
/// lost, and takes a round trip each time, and as long as our request may wait for its turn. A lost
/// sound is not asked for: the decoder fills the gap from the next one.
std::chrono::milliseconds patienceFor(bool picture, std::chrono::milliseconds roundTrip,
                                      std::chrono::milliseconds jitter, double loss);

/// Fits the repair of what one peer sends to its path: every jitter buffer waits as long as its
/// path needs, and no longer. Packets in order pass it at once, so patience costs delay only where
/// something is missing.
///
/// Thread: the control thread.
class Repair {
public:
    /// Borrows the webrtcbin; before it connects.
    Repair(const Loop& loop, GstElement* webrtcbin);

    /// Call it about twice a second. `roundTrip`: 0 if nobody knows it; then that of the repairs is
    /// taken.
    void fit(std::chrono::milliseconds roundTrip);
    /// How long pictures should be held, so that most of what is repaired comes in time: 0 to 350
    /// ms; 0 where hardly anything gets lost.
    std::chrono::milliseconds delay() const { return delay_; }
    /// What was lost on its way to us lately, before repair: 0 to 1.
    double loss() const { return loss_; }

private:
    std::chrono::milliseconds delayFor(std::chrono::milliseconds roundTrip,
                                       std::chrono::milliseconds jitter) const;

    struct Buffer {
        GRef<GstElement> element;
        std::uint64_t came = 0, missed = 0; // until the last look
    };

    std::vector<Buffer> buffers_;
    double loss_ = 0;
    std::chrono::milliseconds delay_{0};
    Lifetime lifetime_;
    Signal added_;
};

} // namespace confab::media
