// SPDX-License-Identifier: Apache-2.0
#include "archive/recording_id.hpp"

#include "base/file_name.hpp"
#include "base/glib/gobject.hpp"

#include <fmt/format.h>

#include <array>

namespace confab::archive {

namespace {

constexpr std::size_t kLongestId = 200; // names of files made from it stay below 255

/// Room, year, month, day, hour, minute and second of an id; nothing if it is not of our making.
std::optional<std::array<std::string, 7>> partsOf(const std::string& id)
{
    static GRegex* const kPattern =
        g_regex_new("^(.+)-(\\d{4})(\\d\\d)(\\d\\d)-(\\d\\d)(\\d\\d)(\\d\\d)(-\\d{1,3})?$",
                    GRegexCompileFlags(G_REGEX_RAW | G_REGEX_DOLLAR_ENDONLY | G_REGEX_DOTALL),
                    GRegexMatchFlags(0), nullptr);
    GMatchInfo* info = nullptr;
    std::optional<std::array<std::string, 7>> parts;
    if (g_regex_match_full(kPattern, id.data(), gssize(id.size()), 0, GRegexMatchFlags(0), &info,
                           nullptr)) {
        parts.emplace();
        for (std::size_t i = 0; i < parts->size(); ++i)
            (*parts)[i] = GCharPtr(g_match_info_fetch(info, int(i) + 1)).get();
    }
    g_match_info_free(info);
    return parts;
}

} // namespace

bool isRecordingId(std::string_view id)
{
    return id.size() <= kLongestId && isPlainFileName(id) && id.find('.') == id.npos;
}

bool belongsTo(std::string_view id, std::string_view file)
{
    return isPlainFileName(file) && file.size() > id.size() + 1 && file.starts_with(id)
        && file[id.size()] == '.';
}

std::string partFileName(const std::string& id, int part, const std::string& ending)
{
    return part == 1 ? fmt::format("{}.{}", id, ending)
                     : fmt::format("{}.part{}.{}", id, part, ending);
}

std::optional<int> partOfFile(const std::string& id, const std::string& file)
{
    if (file == id + ".webm")
        return 1;
    const std::string stem = id + ".part";
    if (!file.starts_with(stem))
        return std::nullopt;
    const int part = std::atoi(file.substr(stem.size(), 6).c_str());
    if (part < 2 || file != partFileName(id, part, "webm"))
        return std::nullopt;
    return part;
}

std::string roomOfId(const std::string& id)
{
    const auto parts = partsOf(id);
    return parts ? parts->front() : id;
}

std::optional<WallTime> startOfId(const std::string& id)
{
    const auto parts = partsOf(id);
    if (!parts)
        return std::nullopt;
    const auto& [room, year, month, day, hour, minute, second] = *parts;
    return parseRfc3339(fmt::format("{}-{}-{}T{}:{}:{}Z", year, month, day, hour, minute, second));
}

} // namespace confab::archive
