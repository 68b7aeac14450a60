// SPDX-License-Identifier: Apache-2.0
#include "media/send/path_log.hpp"

#include <fmt/format.h>
#include <gst/gst.h>

#include <iterator>

namespace confab::media {

namespace {

GstDebugCategory* category()
{
    static GstDebugCategory* const made =
        _gst_debug_category_new("confabpath", 0, "what receivers report of their packets");
    return made;
}

auto microseconds(congestion::Time time)
{
    return std::chrono::duration_cast<std::chrono::microseconds>(time.time_since_epoch()).count();
}

int nextNumber()
{
    static int last = 0;
    return ++last;
}

} // namespace

PathLog::PathLog() : number_(nextNumber()) { }

void PathLog::write(congestion::Time now, std::span<const congestion::PacketReport> reports) const
{
    if (gst_debug_category_get_threshold(category()) < GST_LEVEL_LOG)
        return;
    std::string line = fmt::format("path {} at {}:", number_, microseconds(now));
    for (const auto& report : reports) {
        fmt::format_to(std::back_inserter(line), " {},{},{},", report.sequence,
                       microseconds(report.sent), report.bytes);
        if (report.arrived)
            fmt::format_to(std::back_inserter(line), "{}", report.arrived->count());
        else
            line += '-';
    }
    GST_CAT_LOG(category(), "%s", line.c_str());
}

} // namespace confab::media
