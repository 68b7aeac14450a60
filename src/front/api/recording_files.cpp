// SPDX-License-Identifier: Apache-2.0
#include "front/api/recording_files.hpp"

#include "archive/recording_name.hpp"
#include "base/time/wall_time.hpp"
#include "front/http/http_reply.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace confab::front {

namespace {

struct Entry {
    std::string name;
    struct stat info;
};

std::string modified(const struct stat& info)
{
    return rfc3339(std::chrono::sys_seconds(std::chrono::seconds(info.st_mtim.tv_sec)));
}

bool isNewer(const Entry& a, const Entry& b)
{
    const auto key = [](const Entry& e) {
        return std::tuple(-e.info.st_mtim.tv_sec, -e.info.st_mtim.tv_nsec, e.name);
    };
    return key(a) < key(b);
}

/// The recording that it is a video of.
std::optional<std::string> videoOf(const std::string& name)
{
    const auto parsed = archive::parseRecordingName(name);
    return parsed && parsed->kind == archive::RecordingFileKind::Video ? std::optional(parsed->id)
                                                                       : std::nullopt;
}

void replyUnknown(SoupServerMessage* message)
{
    http::replyProblem(message, 404, "recording.unknown", "there is no such recording");
}

} // namespace

void RecordingFiles::addTo(HttpRoutes& routes)
{
    routes.add("GET", "/recordings/", Action::ListRecordings,
               [this](const HttpRequest& request) { replyList(request); });
    routes.add("GET", "/recordings/{file}", Action::ReadRecording,
               [this](const HttpRequest& request) { replyFile(request); });
    routes.add("GET", "/recordings/{folder}/{file}", Action::ReadRecording,
               [this](const HttpRequest& request) { replyStreamFile(request); });
}

void RecordingFiles::replyList(const HttpRequest& request)
{
    const auto& folder = index_.folder();
    const auto isShown = door_.sieveFor(request);
    std::vector<Entry> entries;
    for (auto& name : folder.names()) {
        const auto id = videoOf(name);
        const auto info = id && isShown(*id) ? folder.look(name) : std::nullopt;
        if (info && S_ISREG(info->st_mode))
            entries.push_back({std::move(name), *info});
    }
    std::sort(entries.begin(), entries.end(), isNewer);
    auto list = nlohmann::json::array();
    for (const auto& entry : entries)
        list.push_back({{"name", entry.name},
                        {"bytes", entry.info.st_size},
                        {"modified", modified(entry.info)}});
    http::replyJson(request.message, 200, list);
}

void RecordingFiles::replyFile(const HttpRequest& request)
{
    const auto& name = request.parts[0];
    const auto id = name.substr(0, name.find('.')); // an id that we made has no dot
    if (!door_.admits(request, Action::ReadRecording, id))
        return;
    reply(request.message, index_.folder(), archive::recordingContentType(name), name);
}

void RecordingFiles::replyStreamFile(const HttpRequest& request)
{
    const auto parsed = archive::parseRecordingName(request.parts[0]);
    const bool isStream = parsed && parsed->kind == archive::RecordingFileKind::Stream;
    if (!isStream)
        return replyUnknown(request.message);
    if (!door_.admits(request, Action::ReadRecording, parsed->id))
        return;
    const auto folder = index_.folder().sub(request.parts[0]);
    if (!folder)
        return replyUnknown(request.message);
    const auto& name = request.parts[1];
    reply(request.message, *folder, archive::streamContentType(name), name);
}

void RecordingFiles::reply(SoupServerMessage* message, const Folder& folder, const char* type,
                           const std::string& name)
{
    if (!type)
        return replyUnknown(message);
    auto file = folder.openFile(name);
    if (!file)
        return replyUnknown(message);
    // The name is a plain one: nothing in it needs quoting.
    http::setHeader(message, "Content-Disposition",
                    http::queryOf(message, "download") == "1"
                        ? fmt::format("attachment; filename=\"{}\"", name)
                        : "inline");
    files_.send(message, type, *std::move(file));
}

} // namespace confab::front
