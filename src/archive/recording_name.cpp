// SPDX-License-Identifier: Apache-2.0
#include "archive/recording_name.hpp"

#include "base/file_name.hpp"

#include <fmt/format.h>
#include <glib.h>

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

struct Whole {
    Kind kind;
    std::string_view ending;
};

/// What there is one of.
constexpr Whole kWhole[] = {{Kind::Poster, ".jpg"},
                            {Kind::Captions, ".vtt"},
                            {Kind::Manifest, ".json"},
                            {Kind::Journal, ".jsonl"},
                            {Kind::Stream, ".hls"}};
constexpr std::string_view kWebm = ".webm", kMp4 = ".mp4", kMkv = ".mkv", kPart = ".part",
                           kTrack = ".track-", kScreen = "-screen", kRendered = ".render.webm";
constexpr std::size_t kLongestId = 200; // names of files made from it stay below 255
constexpr std::size_t kLongestParticipant = 64;

std::string partPrefix(const std::string& id, int part)
{
    return part > 1 ? fmt::format("{}{}{}", id, kPart, part) : id;
}

/// Takes ".partN" off the suffix; 1 if there is none.
int takePart(std::string_view& suffix)
{
    const auto dot = suffix.find('.', 1);
    const auto digits = suffix.starts_with(kPart) && dot != suffix.npos
        ? suffix.substr(kPart.size(), dot - kPart.size())
        : std::string_view();
    int part = 0;
    if (isNumber(digits))
        std::from_chars(digits.data(), digits.data() + digits.size(), part);
    if (part < 1)
        return 1;
    suffix.remove_prefix(dot);
    return part;
}

/// Of what follows the id.
RecordingName parseSuffix(std::string id, std::string_view suffix)
{
    for (const auto& whole : kWhole)
        if (suffix == whole.ending)
            return {std::move(id), whole.kind};
    if (suffix == kMkv)
        return {std::move(id), Kind::Video};
    const int part = takePart(suffix);
    if (suffix == kWebm || suffix == kMp4)
        return {std::move(id), Kind::Video, part};
    if (suffix.starts_with(kTrack) && suffix.ends_with(kWebm))
        return {std::move(id), Kind::Track, part};
    return {std::move(id), Kind::Other};
}

/// Where "-YYYYMMDD-HHMMSS" begins, npos if the id does not end like that.
std::size_t dateOf(std::string_view id)
{
    constexpr std::size_t kDate = 16;
    const auto counter = id.rfind('-');
    if (counter != id.npos && id.size() - counter <= 4 && isNumber(id.substr(counter + 1)))
        id = id.substr(0, counter);
    if (id.size() <= kDate)
        return id.npos;
    const auto date = id.substr(id.size() - kDate);
    const bool fits = date[0] == '-' && date[9] == '-' && isNumber(date.substr(1, 8))
        && isNumber(date.substr(10));
    return fits ? id.size() - kDate : id.npos;
}

} // namespace

const char* toText(VideoFormat format)
{
    return format == VideoFormat::Mp4 ? "mp4" : "webm";
}

VideoFormat videoFormatOf(std::string_view text)
{
    return text == toText(VideoFormat::Mp4) ? VideoFormat::Mp4 : VideoFormat::Webm;
}

const char* toText(RecordingFileKind kind)
{
    constexpr const char* kWords[] = {"video",  "poster",   "captions", "track",
                                      "stream", "manifest", "journal",  "other"};
    return kWords[std::size_t(kind)];
}

std::string makeRecordingId(const std::string& room, std::chrono::sys_seconds begun, int n)
{
    std::string time = rfc3339(begun); // 2026-11-23T22:15:30Z
    std::erase_if(time, [](char c) { return c == '-' || c == ':' || c == 'Z'; });
    std::replace(time.begin(), time.end(), 'T', '-');
    return fmt::format("{}-{}{}", room, time, n > 1 ? fmt::format("-{}", n) : "");
}

bool isRecordingId(std::string_view id)
{
    return id.size() <= kLongestId && isPlainFileName(id) && id.find('.') == id.npos;
}

std::string roomOfId(std::string_view id)
{
    const auto date = dateOf(id);
    return date == id.npos ? std::string() : std::string(id.substr(0, date));
}

std::optional<WallTime> startOfId(std::string_view id)
{
    const auto date = dateOf(id);
    if (date == id.npos)
        return std::nullopt;
    const auto digits = [&](std::size_t at, std::size_t count) {
        return id.substr(date + at, count);
    };
    return parseRfc3339(fmt::format("{}-{}-{}T{}:{}:{}Z", digits(1, 4), digits(5, 2), digits(7, 2),
                                    digits(10, 2), digits(12, 2), digits(14, 2)));
}

std::string fileOf(const std::string& id, RecordingFileKind kind)
{
    for (const auto& whole : kWhole)
        if (whole.kind == kind)
            return id + std::string(whole.ending);
    g_assert_not_reached();
}

std::string videoFile(const std::string& id, int part, VideoFormat format)
{
    return fmt::format("{}{}", partPrefix(id, part), format == VideoFormat::Mp4 ? kMp4 : kWebm);
}

std::optional<std::string> trackFile(const std::string& id, int part,
                                     const std::string& participant, TrackKind kind, int n)
{
    const bool isPlain = std::all_of(participant.begin(), participant.end(), [](char c) {
        return g_ascii_isalnum(c) || c == '_' || c == '-';
    });
    if (!isPlain || participant.empty() || participant.size() > kLongestParticipant)
        return std::nullopt;
    return fmt::format("{}{}{}{}{}{}", partPrefix(id, part), kTrack, participant,
                       kind == TrackKind::Screen ? kScreen : "", n > 1 ? fmt::format("-{}", n) : "",
                       kWebm);
}

std::string playlistOf(const std::string& id)
{
    return fileOf(id, RecordingFileKind::Stream) + "/" + kPlaylist;
}

std::string renderedFile(const std::string& id)
{
    return id + std::string(kRendered);
}

std::optional<RecordingName> parseRecordingName(std::string_view file)
{
    if (!isPlainFileName(file))
        return std::nullopt;
    const auto dot = file.find('.');
    if (dot == file.npos || dot + 1 == file.size())
        return std::nullopt;
    auto name = parseSuffix(std::string(file.substr(0, dot)), file.substr(dot));
    if (name.kind != Kind::Other || dateOf(name.id) != name.id.npos)
        return name;
    if (const auto* ending = endingOf(file, kVideoTypes))
        return RecordingName{std::string(file.substr(0, file.size() - ending->text.size())),
                             Kind::Video};
    return std::nullopt;
}

bool belongsTo(std::string_view id, std::string_view file)
{
    return isPlainFileName(file) && file.size() > id.size() + 1 && file.starts_with(id)
        && file[id.size()] == '.';
}

bool isWebmOf(std::string_view id, std::string_view file)
{
    return belongsTo(id, file) && file.ends_with(kWebm);
}

std::optional<int> partOfFile(const std::string& id, const std::string& file)
{
    const auto name = parseRecordingName(file);
    if (!name || name->id != id || name->kind != Kind::Video || file != videoFile(id, name->part))
        return std::nullopt;
    return name->part;
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
