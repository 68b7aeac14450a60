// SPDX-License-Identifier: Apache-2.0
#include "base/time/wall_time.hpp"

#include <fmt/format.h>
#include <glib.h>

#include <memory>

namespace confab {

using namespace std::chrono;

namespace {

struct Unref {
    void operator()(GDateTime* time) const { g_date_time_unref(time); }
};

// Years have four digits: with a time zone, or rounded, a moment may lie outside of them.
constexpr WallTime kFirst = sys_days(year(1) / 1 / 1);
constexpr WallTime kEnd = sys_days(year(10000) / 1 / 1);

} // namespace

WallTime wallTimeNow()
{
    return floor<milliseconds>(system_clock::now());
}

std::optional<WallTime> parseRfc3339(const std::string& text)
{
    const std::unique_ptr<GDateTime, Unref> time(
        g_date_time_new_from_iso8601(text.c_str(), nullptr));
    if (!time)
        return std::nullopt;
    const auto moment = sys_seconds(seconds(g_date_time_to_unix(time.get())))
        + round<milliseconds>(microseconds(g_date_time_get_microsecond(time.get())));
    return moment < kFirst || moment >= kEnd ? std::nullopt : std::optional(moment);
}

std::string rfc3339(WallTime time)
{
    const auto second = floor<seconds>(time);
    const auto text = rfc3339(second);
    return fmt::format("{}.{:03}Z", text.substr(0, text.size() - 1), (time - second).count());
}

std::string rfc3339(sys_seconds time)
{
    const auto today = floor<days>(time);
    const year_month_day date(today);
    const hh_mm_ss clock(time - today);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", int(date.year()),
                       unsigned(date.month()), unsigned(date.day()), clock.hours().count(),
                       clock.minutes().count(), clock.seconds().count());
}

} // namespace confab
