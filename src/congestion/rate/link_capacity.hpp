// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

namespace confab::congestion {

/// What the link carried when it was full: a mean with its deviation. Near it the rate grows
/// carefully, away from it fast (draft-ietf-rmcat-gcc-02, section 5.5). Plain value.
class LinkCapacity {
public:
    /// `bps` came through while a queue grew.
    void wasFull(double bps);
    /// More or less came through than fits: the link is another one now.
    void forget() { kbps_.reset(); }

    bool known() const { return kbps_.has_value(); }
    double bps() const { return kbps_.value_or(0) * 1000; }
    /// Three deviations above and below; nothing known: everything fits.
    double most() const;
    double least() const;

private:
    double deviation() const; // kbit/s

    std::optional<double> kbps_;
    double variance_ = 0.4; // over the mean
};

} // namespace confab::congestion
