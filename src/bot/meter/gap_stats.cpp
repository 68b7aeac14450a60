// SPDX-License-Identifier: Apache-2.0
#include "bot/meter/gap_stats.hpp"

#include <algorithm>

namespace confab::bot {

void GapStats::add(std::chrono::microseconds gap)
{
    const int ms = int(std::max<std::int64_t>(0, (gap.count() + 500) / 1000));
    ++byMs_[std::size_t(std::min(ms, kLast))];
    ++count_;
    maxMs_ = std::max(maxMs_, ms);
}

int GapStats::percentileMs(int percent) const
{
    const std::int64_t wanted = (count_ * percent + 99) / 100;
    std::int64_t seen = 0;
    for (int ms = 0; ms <= kLast && count_; ++ms) {
        seen += byMs_[std::size_t(ms)];
        if (seen >= wanted)
            return ms;
    }
    return 0;
}

} // namespace confab::bot
