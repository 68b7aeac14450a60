// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "congestion/report/units.hpp"

#include <array>
#include <optional>

namespace confab::congestion {

/// How many packets of the last two seconds were lost. Of fixed size. Plain value.
class LossWindow {
public:
    /// Of one feedback. `lost` below zero: packets came after all.
    void add(Time now, int packets, int lost);

    int packets() const;
    /// 0 to 1; 0 while there are too few packets to say.
    double loss() const;

private:
    static constexpr std::size_t kSpans = 10; // of 200 ms each
    struct Span {
        int packets = 0;
        int lost = 0;
    };
    Span sum() const;

    std::array<Span, kSpans> spans_{}; // the first is the newest
    std::optional<Time> began_; // the newest
};

} // namespace confab::congestion
