// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/gst/gst_ref.hpp"

#include <gst/gst.h>

#include <atomic>
#include <deque>
#include <vector>

namespace confab::media {

/// Sends each packet of a sound along with the next ones, so that a lost packet costs nothing but a
/// little time. Twice as much sound stands up to about 10 % loss, three times as much to 20 %.
///
/// Thread: protect() on the streaming thread, the rest anywhere.
class Redundancy {
public:
    enum class Form {
        Red, ///< earlier packets inside the next one (RFC 2198), where the receiver takes that
        Again ///< earlier packets once more, as they were: a receiver that has them drops them
    };
    static constexpr int kMost = 2; // earlier packets

    struct Settings {
        Form form;
        int redType = 0, soundType = 0; ///< payload types: of Red, and of the sound inside
    };

    explicit Redundancy(const Settings& settings) : settings_(settings) { }

    /// How many earlier packets go along with each, 0 to kMost. At first 0.
    void setEarlier(int count) { earlier_ = count; }
    /// What is to be sent in place of this RTP packet, in this order; one at least.
    std::vector<GRef<GstBuffer>> protect(GstBuffer* packet);

private:
    GRef<GstBuffer> inOne(GstBuffer* packet, std::size_t earlier) const;

    const Settings settings_;
    std::atomic<int> earlier_ = 0;
    std::deque<GRef<GstBuffer>> sent_; // the newest last
};

} // namespace confab::media
