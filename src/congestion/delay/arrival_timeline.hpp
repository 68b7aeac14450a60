// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "congestion/report/units.hpp"

#include <optional>

namespace confab::congestion {

/// Puts the receiver's arrival times on one line without wraps, and notices when its clock jumps:
/// then nothing measured before can be compared with what comes. Plain value.
class ArrivalTimeline {
public:
    struct Place {
        Duration at; // since an epoch that has no meaning
        bool jumped = false;
    };

    /// `now` is when the report came.
    Place place(std::chrono::microseconds arrived, Time now);

private:
    struct Last {
        std::chrono::microseconds wrapped;
        Duration at;
        Time told;
    };
    std::optional<Last> last_;
};

} // namespace confab::congestion
