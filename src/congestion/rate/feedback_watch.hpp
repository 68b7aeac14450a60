// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "congestion/report/units.hpp"

#include <optional>

namespace confab::congestion {

/// Notices that a receiver has gone silent although it is sent to: then the link may be dead or
/// full, and nobody says which. Plain value.
class FeedbackWatch {
public:
    /// `patience`: how long it may be silent. Before it has spoken five times it may for two
    /// seconds: GStreamer's receivers begin slowly.
    explicit FeedbackWatch(Duration patience) : patience_(patience) { }

    void onSent(Time now);
    void onFeedback(Time now);

    /// Silent for longer than the patience.
    bool missing(Time now) const;
    /// For how long, so far.
    Duration silence(Time now) const { return now - waitingSince_.value_or(now); }
    /// True once for each further interval of silence: the rate is to be halved.
    bool takeCut(Time now, Duration rtt);

private:
    Duration patience() const;

    Duration patience_;
    int heard_ = 0;
    std::optional<Time> waitingSince_; // the first packet after the last feedback
    std::optional<Time> cut_;
};

} // namespace confab::congestion
