// SPDX-License-Identifier: Apache-2.0
#include "finish/work/captured_media.hpp"

#include "archive/recording_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace confab::finish {

namespace {

/// The file of each part: what the journal says, and what lies beside it.
std::map<int, std::string> partFiles(const Folder& folder, const std::string& id,
                                     const archive::Journal& journal,
                                     std::vector<std::string>& problems)
{
    std::map<int, std::string> files;
    for (const auto& part : journal.parts) {
        if (archive::isWebmOf(id, part.file))
            files[part.part] = part.file;
        else
            problems.push_back(
                fmt::format("the file of part {} is not this recording's; left alone", part.part));
    }
    for (const auto& name : folder.names())
        if (const auto part = archive::partOfFile(id, name))
            files.try_emplace(*part, name);
    return files;
}

/// Nothing if no frame of it can be shown or heard; the file is removed then.
Result<std::optional<PartScan>> scanOrRemove(const FinishWork& work, const std::string& file)
{
    auto scan = scanMedia(work, file);
    if (scan && scan->decodes)
        return std::optional(*std::move(scan));
    if (!scan && scan.error().code != Errc::Media)
        return scan.error();
    work.folder.removeFile(file);
    return std::optional<PartScan>();
}

} // namespace

Result<CapturedMedia> findCapturedMedia(const FinishWork& work, const std::string& id,
                                        const archive::Journal& journal)
{
    CapturedMedia media;
    for (auto [part, file] : partFiles(work.folder, id, journal, media.problems)) {
        // A killed finisher removes the WebM last, after the MP4 was whole.
        if (const auto mp4 = archive::videoFile(id, part, archive::VideoFormat::Mp4);
            !work.folder.has(file) && work.folder.has(mp4))
            file = mp4;
        if (!work.folder.has(file)) {
            media.problems.push_back(fmt::format("part {} is missing: {}", part, file));
            continue;
        }
        auto scan = scanOrRemove(work, file);
        if (!scan)
            return scan.error();
        if (*scan)
            media.parts.push_back({part, file, **std::move(scan)});
        else
            media.problems.push_back(
                fmt::format("part {} had nothing in it that can be shown; removed", part));
    }
    std::set<std::string> known;
    for (const auto& track : journal.tracks) {
        const auto& file = track.file;
        if (!archive::isWebmOf(id, file) || archive::partOfFile(id, file)
            || !known.insert(file).second || !work.folder.has(file))
            continue;
        auto scan = scanOrRemove(work, file);
        if (!scan)
            return scan.error();
        if (*scan)
            media.tracks.push_back({track, **std::move(scan)});
    }
    return media;
}

} // namespace confab::finish
