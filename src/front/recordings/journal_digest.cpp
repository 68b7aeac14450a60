// SPDX-License-Identifier: Apache-2.0
#include "front/recordings/journal_digest.hpp"

#include "base/glib/gobject.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace confab::front {

namespace {

/// No line of a journal is nearly as long: one that is longer does not belong to a journal.
constexpr std::size_t kMaxLine = 64 * 1024;

using DateTimePtr = std::unique_ptr<GDateTime, FreeWith<g_date_time_unref>>;

std::string textOf(const nlohmann::json& line, const char* key)
{
    const auto found = line.find(key);
    return found != line.end() && found->is_string() ? found->get<std::string>() : std::string();
}

} // namespace

double parseTime(const std::string& rfc3339)
{
    const DateTimePtr time(g_date_time_new_from_iso8601(rfc3339.c_str(), nullptr));
    return time
        ? double(g_date_time_to_unix(time.get())) + g_date_time_get_microsecond(time.get()) / 1e6
        : 0;
}

void JournalDigest::feed(std::string_view bytes)
{
    rest_ += bytes;
    std::size_t from = 0;
    for (auto end = rest_.find('\n'); end != rest_.npos; end = rest_.find('\n', from)) {
        const auto line =
            nlohmann::json::parse(rest_.begin() + std::ptrdiff_t(from),
                                  rest_.begin() + std::ptrdiff_t(end), nullptr, false);
        if (line.is_object())
            read(line);
        from = end + 1;
    }
    rest_.erase(0, from);
    if (rest_.size() > kMaxLine)
        rest_.clear();
}

void JournalDigest::read(const nlohmann::json& line)
{
    const std::string event = textOf(line, "event");
    const double at = parseTime(textOf(line, "at"));
    last_ = std::max(last_, at);
    if (event == "recording" && !hasBegun()) {
        room_ = textOf(line, "room");
        started_ = at;
    } else if (event == "paused" && !paused_) {
        paused_ = true;
        pausedSince_ = at;
    } else if (event == "resumed" && paused_) {
        paused_ = false;
        pauses_ += at - pausedSince_;
    } else if (event == "end") {
        ended_ = true;
    }
}

double JournalDigest::secondsAt(double now) const
{
    return hasBegun() ? std::max(0.0, (paused_ ? pausedSince_ : now) - started_ - pauses_) : 0;
}

} // namespace confab::front
