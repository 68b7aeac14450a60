// SPDX-License-Identifier: Apache-2.0
#include "archive/recording_name.hpp"

#include "base/file_name.hpp"

#include <glib.h>
#include <time.h>

#include <algorithm>
#include <charconv>

namespace confab::archive {

namespace {

using Kind = RecordingFileKind;

struct Ending {
    std::string_view text;
    const char* type;
};

constexpr Ending kVideoTypes[] = {
    {".webm", "video/webm"}, {".mp4", "video/mp4"}, {".mkv", "video/x-matroska"}};
constexpr Ending kOtherTypes[] = {
    {".jpg", "image/jpeg"}, {".vtt", "text/vtt; charset=utf-8"}, {".json", "application/json"}};
constexpr Ending kStreamTypes[] = {{".m3u8", "application/vnd.apple.mpegurl"},
                                   {".ts", "video/mp2t"},
                                   {".m4s", "video/iso.segment"},
                                   {".mp4", "video/mp4"}};

template <std::size_t N> const Ending* endingOf(std::string_view name, const Ending (&endings)[N])
{
    const auto* found = std::find_if(std::begin(endings), std::end(endings), [&](const Ending& e) {
        return name.size() > e.text.size() && name.ends_with(e.text);
    });
    return found == std::end(endings) ? nullptr : found;
}

bool isNumber(std::string_view text)
{
    return !text.empty()
        && std::all_of(text.begin(), text.end(), [](char c) { return g_ascii_isdigit(c); });
}

/// What may come between the id and the ending of a video.
bool isPart(std::string_view middle)
{
    return middle.empty() || (middle.starts_with(".part") && isNumber(middle.substr(5)));
}

Kind kindOf(std::string_view suffix)
{
    constexpr std::pair<std::string_view, Kind> kWhole[] = {{".jpg", Kind::Poster},
                                                            {".vtt", Kind::Captions},
                                                            {".json", Kind::Manifest},
                                                            {".jsonl", Kind::Journal},
                                                            {".hls", Kind::Stream}};
    for (const auto& [text, kind] : kWhole)
        if (suffix == text)
            return kind;
    const auto dot = suffix.rfind('.');
    if (suffix.starts_with(".track-") && dot > 0 && suffix.substr(dot) == ".webm")
        return Kind::Track;
    const bool isVideo =
        suffix == ".mkv" || suffix.substr(dot) == ".webm" || suffix.substr(dot) == ".mp4";
    return isVideo && isPart(suffix.substr(0, dot)) ? Kind::Video : Kind::Other;
}

/// Where "-YYYYMMDD-HHMMSS" begins, npos if the id does not end like that.
std::size_t dateOf(std::string_view id)
{
    constexpr std::size_t kDate = 16;
    const auto counter = id.rfind('-');
    if (counter != id.npos && id.size() - counter != 7 && isNumber(id.substr(counter + 1)))
        id = id.substr(0, counter);
    if (id.size() <= kDate)
        return id.npos;
    const auto date = id.substr(id.size() - kDate);
    const bool fits = date[0] == '-' && date[9] == '-' && isNumber(date.substr(1, 8))
        && isNumber(date.substr(10));
    return fits ? id.size() - kDate : id.npos;
}

int numberAt(std::string_view text, std::size_t at, std::size_t digits)
{
    int number = 0;
    std::from_chars(text.data() + at, text.data() + at + digits, number);
    return number;
}

} // namespace

const char* toText(RecordingFileKind kind)
{
    constexpr const char* kWords[] = {"video",  "poster",   "captions", "track",
                                      "stream", "manifest", "journal",  "other"};
    return kWords[std::size_t(kind)];
}

std::optional<RecordingName> parseRecordingName(std::string_view file)
{
    if (!isPlainFileName(file))
        return std::nullopt;
    const auto dot = file.find('.');
    if (dot == file.npos)
        return std::nullopt;
    const auto id = file.substr(0, dot);
    const Kind kind = kindOf(file.substr(dot));
    if (kind != Kind::Other || dateOf(id) != id.npos)
        return RecordingName{std::string(id), kind};
    if (const auto* ending = endingOf(file, kVideoTypes))
        return RecordingName{std::string(file.substr(0, file.size() - ending->text.size())),
                             Kind::Video};
    return std::nullopt;
}

std::string_view roomOfRecording(std::string_view id)
{
    const auto date = dateOf(id);
    return date == id.npos ? std::string_view() : id.substr(0, date);
}

std::optional<long long> startOfRecording(std::string_view id)
{
    const auto date = dateOf(id);
    if (date == id.npos)
        return std::nullopt;
    tm time{};
    time.tm_year = numberAt(id, date + 1, 4) - 1900;
    time.tm_mon = numberAt(id, date + 5, 2) - 1;
    time.tm_mday = numberAt(id, date + 7, 2);
    time.tm_hour = numberAt(id, date + 10, 2);
    time.tm_min = numberAt(id, date + 12, 2);
    time.tm_sec = numberAt(id, date + 14, 2);
    return timegm(&time);
}

const char* recordingContentType(std::string_view file)
{
    const auto name = parseRecordingName(file);
    if (!name || name->kind == Kind::Journal || name->kind == Kind::Other
        || name->kind == Kind::Stream)
        return nullptr;
    const auto* ending = endingOf(file, kVideoTypes);
    if (!ending)
        ending = endingOf(file, kOtherTypes);
    return ending ? ending->type : nullptr;
}

const char* streamContentType(std::string_view file)
{
    const auto* ending = isPlainFileName(file) ? endingOf(file, kStreamTypes) : nullptr;
    return ending ? ending->type : nullptr;
}

} // namespace confab::archive
