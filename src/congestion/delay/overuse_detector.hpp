// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "congestion/report/units.hpp"

#include <optional>

namespace confab::congestion {

/// Over: a queue grows, more is sent than the link carries. Under: it empties.
enum class Usage { Normal, Over, Under };

/// Says from the slope of the delay how the link is used. Its threshold follows the slope slowly,
/// so that a flow that fills the queue beside us (TCP) does not push us away
/// (draft-ietf-rmcat-gcc-02, section 5.4; the factors are those of libwebrtc, which are tuned for
/// slopes). Plain value.
class OveruseDetector {
public:
    /// `sent`: between the two groups. `at`: when the later one arrived.
    Usage update(double slope, Duration sent, Duration at);
    Usage usage() const { return usage_; }
    double threshold() const { return threshold_; }
    void reset() { *this = {}; }

private:
    void follow(double trend, Duration at);

    int updates_ = 0;
    double threshold_ = 12.5; // ms
    double slope_ = 0; // the last one
    std::optional<Duration> overSince_; // how long it has been over, in time of packets
    int over_ = 0; // updates in a row
    std::optional<Duration> followed_;
    Usage usage_ = Usage::Normal;
};

} // namespace confab::congestion
