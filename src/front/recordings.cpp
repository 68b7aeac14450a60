// SPDX-License-Identifier: Apache-2.0
#include "front/recordings.hpp"

#include "front/file_name.hpp"
#include "front/http_reply.hpp"

#include <fcntl.h>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace confab {

namespace {

struct Entry {
    std::string name;
    struct stat info;
};

bool isNewer(const Entry& a, const Entry& b)
{
    const auto key = [](const Entry& e) {
        return std::tuple(-e.info.st_mtim.tv_sec, -e.info.st_mtim.tv_nsec, e.name);
    };
    return key(a) < key(b);
}

std::string etagOf(const struct stat& info)
{
    return fmt::format("\"{:x}-{:x}-{:x}\"", info.st_ino, info.st_size,
                       info.st_mtim.tv_sec * 1000000000 + info.st_mtim.tv_nsec);
}

/// The one range asked for, if there is one and it can be served. libsoup would do ranges too, but
/// copies the whole file for it.
struct Range {
    enum { None, Part, Unsatisfiable } kind = None;
    goffset start = 0, end = 0; // inclusive
};
Range rangeOf(SoupServerMessage* message, goffset total, const std::string& etag)
{
    auto* headers = soup_server_message_get_request_headers(message);
    const char* condition = soup_message_headers_get_one(headers, "If-Range");
    const char* text = soup_message_headers_get_one(headers, "Range");
    if (!text || (condition && etag != condition))
        return {};
    SoupRange* ranges = nullptr;
    int count = 0;
    if (!soup_message_headers_get_ranges(headers, total, &ranges, &count))
        return {};
    Range range;
    if (count == 1 && ranges[0].start < total && ranges[0].start <= ranges[0].end)
        range = {Range::Part, ranges[0].start, std::min(ranges[0].end, total - 1)};
    else if (count == 1)
        range.kind = Range::Unsatisfiable;
    soup_message_headers_free_ranges(headers, ranges);
    return range;
}

void replyBytes(SoupServerMessage* message, const char* type, const GRef<GBytes>& bytes,
                const Range& range)
{
    auto* response = soup_server_message_get_response_headers(message);
    const auto total = goffset(g_bytes_get_size(bytes.get()));
    http::setHeader(message, "Accept-Ranges", "bytes");
    if (range.kind == Range::Unsatisfiable) {
        http::setHeader(message, "Content-Range", fmt::format("bytes */{}", total));
        return http::replyProblem(message, 416, "range.invalid",
                                  fmt::format("the file has {} bytes", total));
    }
    if (range.kind == Range::None)
        return http::reply(message, 200, type, bytes);
    soup_message_headers_set_content_range(response, range.start, range.end, total);
    const auto part = GRef<GBytes>::adopt(g_bytes_new_from_bytes(
        bytes.get(), gsize(range.start), gsize(range.end - range.start + 1)));
    http::reply(message, 206, type, part);
}

} // namespace

void Recordings::replyList(SoupServerMessage* message) const
{
    std::vector<Entry> entries;
    for (auto& name : folder_.names()) {
        Entry entry{std::move(name), {}};
        if (isRecordingName(entry.name)
            && fstatat(folder_.fd(), entry.name.c_str(), &entry.info, AT_SYMLINK_NOFOLLOW) == 0
            && S_ISREG(entry.info.st_mode))
            entries.push_back(std::move(entry));
    }
    std::sort(entries.begin(), entries.end(), isNewer);
    auto list = nlohmann::json::array();
    for (const auto& entry : entries)
        list.push_back(
            {{"name", entry.name},
             {"bytes", entry.info.st_size},
             {"modified", fmt::format("{:%FT%TZ}", fmt::gmtime(entry.info.st_mtim.tv_sec))}});
    http::replyJson(message, 200, list);
}

void Recordings::replyFile(SoupServerMessage* message, const std::string& name) const
{
    const auto file = isRecordingName(name) ? folder_.map(name) : std::nullopt;
    if (!file)
        return http::replyProblem(message, 404, "recording.unknown", "there is no such recording");
    const auto etag = etagOf(file->info);
    if (http::replyNotModified(message, etag))
        return;
    const auto range = rangeOf(message, goffset(g_bytes_get_size(file->bytes.get())), etag);
    // Else libsoup would look at it as well.
    soup_message_headers_remove(soup_server_message_get_request_headers(message), "Range");
    replyBytes(message, name.ends_with(".mkv") ? "video/x-matroska" : "video/webm", file->bytes,
               range);
}

} // namespace confab
