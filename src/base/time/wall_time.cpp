// SPDX-License-Identifier: Apache-2.0
#include "base/time/wall_time.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdio>

namespace confab {

using namespace std::chrono;

std::optional<WallTime> parseWallTime(const std::string& text)
{
    int y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0, used = 0;
    if (std::sscanf(text.c_str(), "%4d-%2d-%2dT%2d:%2d:%2d%n", &y, &mo, &d, &h, &mi, &s, &used)
        != 6)
        return std::nullopt;
    const year_month_day date{year(y), month(unsigned(mo)), day(unsigned(d))};
    if (!date.ok() || h < 0 || h > 23 || mi < 0 || mi > 59 || s < 0 || s > 60)
        return std::nullopt;
    double fraction = 0;
    int more = 0;
    std::string rest = text.substr(std::size_t(used));
    if (std::sscanf(rest.c_str(), ".%*9[0-9]%n", &more) == 0 && more > 1) {
        fraction = std::strtod(("0" + rest.substr(0, std::size_t(more))).c_str(), nullptr);
        rest = rest.substr(std::size_t(more));
    }
    if (rest != "Z")
        return std::nullopt;
    return sys_days(date) + hours(h) + minutes(mi) + seconds(s)
        + milliseconds(std::lround(fraction * 1000));
}

std::string toText(WallTime time)
{
    const auto today = floor<days>(time);
    const year_month_day date(today);
    const hh_mm_ss clock(time - today);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", int(date.year()),
                       unsigned(date.month()), unsigned(date.day()), clock.hours().count(),
                       clock.minutes().count(), clock.seconds().count(),
                       clock.subseconds().count());
}

} // namespace confab
