// SPDX-License-Identifier: Apache-2.0
#include "finish/finisher.hpp"

#include "archive/journal_lock.hpp"
#include "archive/recording_id.hpp"
#include "base/file/temp_file.hpp"
#include "finish/story/captions.hpp"
#include "finish/story/poster.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace confab::finish {

namespace {

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
    MediaTags tags{journal.room
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
    extras_.id = id_;
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
    return Finished{line_.length, extras_.problems};
}

Status Finisher::readJournalFile()
{
    const auto text = work_.folder.read(archive::journalName(id_), kMostJournal);
    if (text)
        journal_ = archive::readJournal(*text);
    else if (text.error().code != Errc::NotFound)
        return text.error();
    else
        journal_.reason.clear(); // recorded by a version that had no journal
    if (journal_.room.empty())
        journal_.room = archive::roomOfId(id_);
    if (options_.format)
        journal_.format = *options_.format;
    return Done{};
}

Status Finisher::findMedia()
{
    auto media = findCapturedMedia(work_, id_, journal_);
    if (!media)
        return media.error();
    media_ = *std::move(media);
    extras_.problems = media_.problems;
    std::vector<MeasuredPart> parts;
    for (const auto& part : media_.parts)
        parts.push_back({part.part, part.file, part.scan.length});
    for (const auto& track : media_.tracks)
        extras_.tracks.push_back(track.track);
    line_ = buildTimeline(journal_, parts, archive::startOfId(id_).value_or(WallTime()));
    extras_.chapters = buildChapters(line_, journal_.byName);
    return Done{};
}

Error Finisher::removeAll()
{
    for (const char* ending : {".jpg", ".vtt", ".json"})
        work_.folder.removeFile(id_ + ending);
    work_.folder.removeFile(archive::journalName(id_));
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
        const auto tags = tagsOf(journal_, line_, line_.parts[i], extras_.chapters);
        if (part.file.ends_with(".webm"))
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
    if (journal_.format != archive::Journal::Format::Mp4)
        return Done{};
    work_.report.step(id_, "mp4");
    std::uintmax_t total = 0;
    for (const auto& part : line_.parts)
        total += work_.folder.size(part.file);
    SharedProgress progress(work_.report, total);
    std::vector<std::string> made;
    for (const auto& part : line_.parts) {
        const auto mp4 = archive::partFileName(id_, part.part, "mp4");
        auto tell = progress.over(work_.folder.size(part.file));
        if (part.file != mp4) {
            const auto problems = extras_.problems.size();
            auto done = note(convertToMp4(work_, part.file, mp4, journal_.canvas, tell),
                             "there is no " + mp4);
            if (!done)
                return done;
            if (extras_.problems.size() > problems)
                continue;
        }
        made.push_back(mp4);
    }
    if (made.size() < line_.parts.size() || options_.keepWebm) {
        for (const auto& mp4 : made)
            addFile(mp4, "video");
        return Done{};
    }
    for (std::size_t i = 0; i < made.size(); ++i)
        if (const auto webm = std::exchange(line_.parts[i].file, made[i]); webm != made[i])
            spent_.push_back(webm);
    return Done{};
}

Status Finisher::makePosterFile()
{
    work_.report.step(id_, "poster");
    for (const auto& part : line_.parts) {
        auto input = openMedia(work_.folder, part.file);
        if (!input)
            return input.error();
        const auto poster = makePoster(*input, part.length);
        if (!poster && poster.error().code == Errc::NotFound)
            continue; // only sound
        const auto written =
            poster ? writeFile(work_.folder, id_ + ".jpg", *poster) : Status(poster.error());
        if (written)
            addFile(id_ + ".jpg", "poster");
        return note(written, "there is no poster");
    }
    return Done{};
}

Status Finisher::writeCaptions()
{
    work_.report.step(id_, "captions");
    const auto captions = buildCaptions(line_);
    if (captions.empty())
        return Done{};
    const auto written = writeFile(work_.folder, id_ + ".vtt", captions);
    if (written)
        addFile(id_ + ".vtt", "captions");
    return note(written, "there are no captions");
}

Status Finisher::writeManifest()
{
    work_.report.step(id_, "manifest");
    for (const auto& part : line_.parts)
        addFile(part.file, "video");
    for (const auto& track : extras_.tracks)
        addFile(track.file, "track");
    if (const auto stream = id_ + ".hls/live.m3u8"; work_.folder.has(stream))
        addFile(stream, "stream");
    std::stable_sort(extras_.files.begin(), extras_.files.end(), [](const auto& a, const auto& b) {
        return (a.kind == "video") > (b.kind == "video");
    });
    const auto json = buildManifest(journal_, line_, extras_);
    return writeFile(work_.folder, id_ + ".json", json.dump(2) + "\n");
}

void Finisher::cleanUp()
{
    for (const auto& file : spent_)
        work_.folder.removeFile(file);
    work_.folder.sync();
    work_.folder.removeFile(archive::journalName(id_));
    work_.folder.sync();
}

void Finisher::addFile(const std::string& file, const char* kind)
{
    extras_.files.push_back({file, kind, work_.folder.size(file)});
}

Status Finisher::note(const Status& result, const std::string& consequence)
{
    if (result || work_.stop)
        return result ? result : Status(av::interrupted());
    extras_.problems.push_back(fmt::format("{} ({})", consequence, result.error().message));
    return Done{};
}

} // namespace confab::finish
