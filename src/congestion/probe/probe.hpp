// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "congestion/report/units.hpp"

#include <cstdint>

namespace confab::congestion {

/// A short run of packets at a rate above the estimate, to see whether the link carries it. What is
/// there to be sent goes first, then repeats and padding; every packet of it says its cluster.
struct Probe {
    int cluster = 0; // from 1
    std::int64_t bps = 0;
    Duration duration{};
    int bytes = 0; // in all
    int packets = 5; // at least, however small: fewer cannot be judged
};

} // namespace confab::congestion
