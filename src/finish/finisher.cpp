// SPDX-License-Identifier: Apache-2.0
#include "finish/finisher.hpp"

#include "archive/journal_lock.hpp"
#include "base/file/temp_file.hpp"
#include "finish/story/captions.hpp"
#include "finish/story/poster.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace confab::finish {

namespace {

using Kind = archive::RecordingFileKind;

constexpr std::size_t kMostJournal = 64 << 20; // bytes

/// One bar over several files: each counts by its bytes.
class SharedProgress {
public:
    SharedProgress(FinishReport& report, std::uintmax_t total)
        : report_(report), total_(double(std::max<std::uintmax_t>(total, 1)))
    {
    }
    /// For the next file.
    std::function<void(double)> over(std::uintmax_t bytes)
    {
        const double before = std::exchange(done_, done_ + double(bytes));
        return [this, before, bytes](double share) {
            report_.progress((before + share * double(bytes)) / total_);
        };
    }

private:
    FinishReport& report_;
    double total_, done_ = 0;
};

MediaTags tagsOf(const archive::Journal& journal, const Timeline& line, const Timeline::Part& part,
                 const std::vector<Chapter>& chapters)
{
    MediaTags tags{journal.head.room
                       + (line.parts.size() > 1 ? fmt::format(", part {}", part.part) : ""),
                   rfc3339(part.started),
                   {}};
    for (const auto& chapter : chapters)
        if (chapter.part == part.part)
            tags.chapters.push_back(chapter);
    return tags;
}

} // namespace

Finisher::Finisher(const FinishWork& work, std::string id, const FinishOptions& options)
    : work_(work), id_(std::move(id)), options_(options)
{
    manifest_.id = id_;
}

Result<Finished> Finisher::run()
{
    removeStaleTempFiles(work_.folder, id_);
    if (auto read = readJournalFile(); !read)
        return read.error();
    if (auto found = findMedia(); !found)
        return found.error();
    if (media_.parts.empty() && media_.tracks.empty())
        return removeAll();
    for (const auto step : {&Finisher::remuxAll, &Finisher::makeMp4s, &Finisher::makePosterFile,
                            &Finisher::writeCaptions, &Finisher::writeManifest})
        if (auto done = (this->*step)(); !done)
            return done.error();
    cleanUp();
    return Finished{manifest_.line.length, manifest_.problems};
}

Status Finisher::readJournalFile()
{
    const auto name = archive::fileOf(id_, Kind::Journal);
    const auto text = work_.folder.read(name, kMostJournal);
    if (text)
        journal_ = archive::readJournal(*text);
    else if (text.error().code != Errc::NotFound)
        return cannot("read", name, text.error());
    else
        journal_.reason.clear(); // of a version that had no journal
    auto& room = journal_.head.room;
    if (room.empty())
        room = archive::roomOfId(id_);
    if (room.empty())
        room = id_; // that of a person's making
    if (options_.format)
        journal_.head.format = *options_.format;
    return Done{};
}

Status Finisher::findMedia()
{
    auto media = findCapturedMedia(work_, id_, journal_);
    if (!media)
        return media.error();
    media_ = *std::move(media);
    manifest_.problems = media_.problems;
    std::vector<MeasuredPart> parts;
    for (const auto& part : media_.parts)
        parts.push_back({part.part, part.file, part.scan.length});
    for (const auto& track : media_.tracks)
        manifest_.tracks.push_back(track.track);
    manifest_.line = buildTimeline(journal_, parts, archive::startOfId(id_).value_or(WallTime()));
    manifest_.chapters = buildChapters(manifest_.line, journal_.head.byName);
    return Done{};
}

Error Finisher::removeAll()
{
    for (const auto kind : {Kind::Poster, Kind::Captions, Kind::Manifest, Kind::Journal})
        work_.folder.removeFile(archive::fileOf(id_, kind));
    work_.folder.sync();
    return {Errc::NotFound, "nothing was recorded; its files are removed"};
}

Status Finisher::remuxAll()
{
    work_.report.step(id_, "webm");
    std::uintmax_t total = 0;
    for (const auto& part : media_.parts)
        total += work_.folder.size(part.file);
    for (const auto& track : media_.tracks)
        total += work_.folder.size(track.track.file);
    SharedProgress progress(work_.report, total);
    const auto remuxOne = [&](const std::string& file, const PartScan& scan,
                              const MediaTags& tags) {
        return note(remuxInPlace(work_, file, scan, tags, progress.over(work_.folder.size(file))),
                    file + " stays as it was captured");
    };
    for (std::size_t i = 0; i < media_.parts.size(); ++i) {
        const auto& part = media_.parts[i];
        const auto tags =
            tagsOf(journal_, manifest_.line, manifest_.line.parts[i], manifest_.chapters);
        if (archive::isWebmOf(id_, part.file))
            if (auto done = remuxOne(part.file, part.scan, tags); !done)
                return done;
    }
    for (const auto& track : media_.tracks)
        if (auto done = remuxOne(track.track.file, track.scan, {track.track.participant, "", {}});
            !done)
            return done;
    return Done{};
}

Status Finisher::makeMp4s()
{
    if (journal_.head.format != archive::VideoFormat::Mp4)
        return Done{};
    work_.report.step(id_, "mp4");
    std::uintmax_t total = 0;
    for (const auto& part : manifest_.line.parts)
        total += work_.folder.size(part.file);
    SharedProgress progress(work_.report, total);
    std::vector<std::string> made;
    for (const auto& part : manifest_.line.parts) {
        const auto mp4 = archive::videoFile(id_, part.part, archive::VideoFormat::Mp4);
        auto tell = progress.over(work_.folder.size(part.file));
        if (part.file != mp4) {
            const auto problems = manifest_.problems.size();
            auto done = note(convertToMp4(work_, part.file, mp4, journal_.head.canvas, tell),
                             "there is no " + mp4);
            if (!done)
                return done;
            if (manifest_.problems.size() > problems)
                continue;
        }
        made.push_back(mp4);
    }
    if (made.size() < manifest_.line.parts.size() || options_.keepWebm) {
        for (const auto& mp4 : made)
            addFile(mp4, Kind::Video);
        return Done{};
    }
    for (std::size_t i = 0; i < made.size(); ++i)
        if (const auto webm = std::exchange(manifest_.line.parts[i].file, made[i]); webm != made[i])
            spent_.push_back(webm);
    return Done{};
}

Status Finisher::makePosterFile()
{
    work_.report.step(id_, "poster");
    const auto file = archive::fileOf(id_, Kind::Poster);
    for (const auto& part : manifest_.line.parts) {
        auto input = openMedia(work_.folder, part.file);
        if (!input)
            return input.error();
        const auto poster = makePoster(*input, part.length);
        if (!poster && poster.error().code == Errc::NotFound)
            continue; // only sound
        const auto written =
            poster ? writeFile(work_.folder, file, *poster) : Status(poster.error());
        if (written)
            addFile(file, Kind::Poster);
        return note(written, "there is no poster");
    }
    return Done{};
}

Status Finisher::writeCaptions()
{
    work_.report.step(id_, "captions");
    const auto captions = buildCaptions(manifest_.line);
    if (captions.empty())
        return Done{};
    const auto file = archive::fileOf(id_, Kind::Captions);
    const auto written = writeFile(work_.folder, file, captions);
    if (written)
        addFile(file, Kind::Captions);
    return note(written, "there are no captions");
}

Status Finisher::writeManifest()
{
    work_.report.step(id_, "manifest");
    for (const auto& part : manifest_.line.parts)
        addFile(part.file, Kind::Video);
    for (const auto& track : manifest_.tracks)
        addFile(track.file, Kind::Track);
    if (const auto stream = archive::playlistOf(id_); work_.folder.has(stream))
        addFile(stream, Kind::Stream);
    std::stable_sort(manifest_.files.begin(), manifest_.files.end(),
                     [](const auto& a, const auto& b) {
                         return (a.kind == Kind::Video) > (b.kind == Kind::Video);
                     });
    manifest_.room = journal_.head.room;
    manifest_.by = journal_.head.by;
    manifest_.byName = journal_.head.byName;
    manifest_.reason = journal_.reason;
    manifest_.canvas = journal_.head.canvas;
    return writeFile(work_.folder, archive::fileOf(id_, Kind::Manifest),
                     archive::toText(manifest_));
}

void Finisher::cleanUp()
{
    for (const auto& file : spent_)
        work_.folder.removeFile(file);
    work_.folder.sync();
    work_.folder.removeFile(archive::fileOf(id_, Kind::Journal));
    work_.folder.sync();
}

void Finisher::addFile(const std::string& file, Kind kind)
{
    manifest_.files.push_back({file, kind, work_.folder.size(file)});
}

Status Finisher::note(const Status& result, const std::string& consequence)
{
    if (result || work_.stop)
        return result ? result : Status(av::interrupted());
    manifest_.problems.push_back(fmt::format("{} ({})", consequence, result.error().message));
    return Done{};
}

} // namespace confab::finish
