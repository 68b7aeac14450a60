// SPDX-License-Identifier: Apache-2.0
#include "finish/recording_id.hpp"

#include "base/file_name.hpp"

#include <fmt/format.h>

#include <regex>

namespace confab {

namespace {

constexpr std::size_t kLongestId = 200; // names of files made from it stay below 255

/// Room, date and time of an id; empty if it is not of our making.
std::smatch partsOf(const std::string& id)
{
    static const std::regex kPattern("(.+)-(\\d{4})(\\d\\d)(\\d\\d)-(\\d\\d)(\\d\\d)(\\d\\d)"
                                     "(-\\d{1,3})?");
    std::smatch match;
    std::regex_match(id, match, kPattern);
    return match;
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
    const auto match = partsOf(id);
    return match.empty() ? id : match[1].str();
}

std::optional<WallTime> startOfId(const std::string& id)
{
    const auto m = partsOf(id);
    if (m.empty())
        return std::nullopt;
    return parseWallTime(fmt::format("{}-{}-{}T{}:{}:{}Z", m[2].str(), m[3].str(), m[4].str(),
                                     m[5].str(), m[6].str(), m[7].str()));
}

} // namespace confab
