// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "congestion/delay/overuse_detector.hpp"
#include "congestion/rate/link_capacity.hpp"
#include "congestion/rate/rate_bounds.hpp"

#include <utility>

namespace confab::congestion {

/// The rate that the delay allows: up by 8 % a second far from what the link last carried, by about
/// half a packet in a response time near it; down to 0.85 of what arrives when a queue grows; and
/// still while a queue empties (draft-ietf-rmcat-gcc-02, section 5.5). Plain value.
class RateControl {
public:
    RateControl(double bps, RateBounds bounds) : bounds_(bounds), bps_(bounds(bps)) { }

    struct Input {
        Usage usage = Usage::Normal;
        std::optional<double> delivered; // bits per second
        Duration rtt{};
        bool unused = false; ///< so little is sent that what is delivered says nothing of the link
    };
    /// With each feedback.
    void update(Time now, const Input& input);
    /// Another one knows better: lost packets, missing feedback.
    void set(Time now, double bps);
    /// A probe has come through at `bps`. What its own burst does to the delay does not take it
    /// back.
    void setProven(Time now, double bps);
    /// `bps` is all that the link carries, as lost packets show.
    void wasFull(Time now, double bps);

    double bps() const { return bps_; }
    /// When it last went down, because of a queue or lost packets.
    std::optional<Time> decreasedAt() const { return decreased_; }
    /// True once when more arrives than the link carried when it was last full: it has grown.
    bool takeOutgrown() { return std::exchange(outgrown_, false); }

private:
    bool isProven(Time now) const;
    bool mayDecrease(Time now, const Input& input) const;
    void decrease(Time now, const Input& input);
    void increase(Time now, const Input& input);

    RateBounds bounds_;
    double bps_;
    LinkCapacity capacity_;
    bool outgrown_ = false;
    bool holds_ = true; // until the queue is empty
    std::optional<Time> changed_, decreased_, proven_;
    double provenBps_ = 0;
};

} // namespace confab::congestion
