// SPDX-License-Identifier: Apache-2.0
#include "front/recordings/recording_index.hpp"

#include "archive/journal_lock.hpp"
#include "archive/manifest.hpp"
#include "base/json/json.hpp"
#include "front/recordings/video_head.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace confab::front {

namespace {

using nlohmann::json;
using Kind = archive::RecordingFileKind;
using State = StoredRecording::State;

constexpr std::size_t kMaxManifest = 64 * 1024 * 1024;
/// A journal is made first, then locked and begun: before that nobody holds it, and yet somebody is
/// about to record.
constexpr std::chrono::seconds kTimeToBegin(10);

WallTime toWallTime(const timespec& time)
{
    return WallTime(std::chrono::seconds(time.tv_sec))
        + std::chrono::milliseconds(time.tv_nsec / 1'000'000);
}

State stateOf(const JournalDigest& digest, const Folder::Opened& journal)
{
    // One that has ended is held by a `confab finish` that somebody else has started.
    if (archive::isJournalHeld(journal.fd.get()))
        return digest.hasEnded() ? State::Finishing : State::Recording;
    const bool isNew =
        !digest.hasBegun() && toWallTime(journal.info.st_mtim) + kTimeToBegin > wallTimeNow();
    return isNew ? State::Recording : State::Waiting;
}

std::uint64_t sizeOfAll(const Folder& folder)
{
    std::uint64_t bytes = 0;
    for (const auto& name : folder.names())
        bytes += folder.size(name);
    return bytes;
}

const StoredRecording::File* fileOf(const StoredRecording& recording, Kind kind)
{
    const auto found = std::find_if(recording.files.begin(), recording.files.end(),
                                    [&](const auto& file) { return file.kind == kind; });
    return found == recording.files.end() ? nullptr : &*found;
}

/// Not a stray JSON file or picture that somebody has put there.
bool isRecording(const StoredRecording& recording)
{
    return !archive::roomOfId(recording.id).empty() || fileOf(recording, Kind::Video)
        || fileOf(recording, Kind::Track) || fileOf(recording, Kind::Stream)
        || fileOf(recording, Kind::Journal);
}

} // namespace

const Folder& RecordingIndex::folder()
{
    folder_.reopenIfRemoved();
    return folder_;
}

std::vector<StoredRecording> RecordingIndex::list()
{
    auto recordings = scan({});
    forgetAllBut(recordings);
    std::sort(recordings.begin(), recordings.end(), [](const auto& a, const auto& b) {
        return std::tie(a.started, a.id) > std::tie(b.started, b.id);
    });
    return recordings;
}

std::optional<StoredRecording> RecordingIndex::find(const std::string& id)
{
    auto found = id.empty() ? std::vector<StoredRecording>() : scan(id);
    if (found.empty())
        return std::nullopt;
    return std::move(found.front());
}

json RecordingIndex::manifest(const std::string& id) const
{
    const auto text = folder_.read(archive::fileOf(id, Kind::Manifest), kMaxManifest);
    const auto parsed = text ? parseJson(*text) : json();
    return parsed.is_object() ? parsed : json();
}

Status RecordingIndex::remove(const std::string& id)
{
    const auto recording = find(id);
    if (!recording)
        return Error{Errc::NotFound, "there is no such recording"};
    if (recording->state == State::Recording || recording->state == State::Finishing)
        return Error{Errc::Conflict,
                     fmt::format("{} is still {}", id,
                                 recording->state == State::Recording ? "recorded" : "finished")};
    for (const auto& file : recording->files)
        if (auto status = folder_.remove(file.name); !status)
            return cannot("delete", file.name, status.error());
    failures_.erase(id);
    return Done{};
}

void RecordingIndex::setFailure(const std::string& id, const std::string& why)
{
    if (why.empty())
        failures_.erase(id);
    else
        failures_[id] = why;
}

/// All recordings, or the one with the id `only`.
std::vector<StoredRecording> RecordingIndex::scan(const std::string& only)
{
    std::map<std::string, StoredRecording> byId;
    for (const auto& file : folder().names()) {
        const auto name = archive::parseRecordingName(file);
        if (!name || (!only.empty() && name->id != only))
            continue;
        auto& recording = byId[name->id];
        recording.id = name->id;
        add(recording, file, name->kind);
    }
    std::vector<StoredRecording> recordings;
    for (auto& [id, recording] : byId) {
        if (recording.files.empty() || !isRecording(recording))
            continue;
        describe(recording);
        recordings.push_back(std::move(recording));
    }
    return recordings;
}

void RecordingIndex::add(StoredRecording& recording, const std::string& file, Kind kind) const
{
    const auto info = folder_.look(file);
    if (!info)
        return;
    auto bytes = std::uint64_t(info->st_size);
    if (kind == Kind::Stream && S_ISDIR(info->st_mode)) {
        const auto folder = folder_.sub(file);
        bytes = folder ? sizeOfAll(*folder) : 0;
    } else if (!S_ISREG(info->st_mode)) {
        return;
    }
    recording.files.push_back({file, kind, bytes});
    recording.bytes += bytes;
    recording.modified = std::max(recording.modified, toWallTime(info->st_mtim));
}

void RecordingIndex::describe(StoredRecording& recording)
{
    std::sort(recording.files.begin(), recording.files.end(), [](const auto& a, const auto& b) {
        return std::tuple(a.kind, a.name.size(), a.name)
            < std::tuple(b.kind, b.name.size(), b.name);
    });
    recording.room = archive::roomOfId(recording.id);
    recording.started = archive::startOfId(recording.id).value_or(recording.modified);
    // With both, it was finishing when it was stopped.
    if (const auto* journal = fileOf(recording, Kind::Journal))
        describeByJournal(recording, journal->name);
    else if (const auto* manifest = fileOf(recording, Kind::Manifest))
        describeByManifest(recording, manifest->name);
    else
        describeByItself(recording);
    if (finishing_ && finishing_->id == recording.id) { // until it has ended, even if all is done
        recording.state = State::Finishing;
        recording.step = finishing_->step;
        recording.percent = finishing_->percent;
    }
    if (const auto failure = failures_.find(recording.id);
        failure != failures_.end() && recording.state == State::Waiting)
        recording.problems.push_back("it could not be finished: " + failure->second);
}

void RecordingIndex::describeByJournal(StoredRecording& recording, const std::string& file)
{
    const auto opened = folder_.openFile(file);
    if (!opened)
        return; // finished just now
    const auto& digest = readJournal(recording.id, *opened);
    if (!digest.room().empty())
        recording.room = digest.room();
    if (digest.hasBegun())
        recording.started = digest.started();
    recording.state = stateOf(digest, *opened);
    const bool isRunning = recording.state == State::Recording;
    recording.length = isRunning ? digest.lengthAt(wallTimeNow()) : digest.length();
    recording.paused = digest.isPaused();
}

const JournalDigest& RecordingIndex::readJournal(const std::string& id, const Folder::Opened& file)
{
    auto& journal = journals_[id];
    if (journal.inode != file.info.st_ino || journal.read > file.info.st_size)
        journal = {.inode = file.info.st_ino};
    std::string block(64 * 1024, '\0');
    ssize_t count = 0;
    while ((count = pread(file.fd.get(), block.data(), block.size(), journal.read)) > 0) {
        journal.digest.feed({block.data(), std::size_t(count)});
        journal.read += count;
    }
    return journal.digest;
}

void RecordingIndex::describeByManifest(StoredRecording& recording, const std::string& file)
{
    const auto& manifest = readManifest(recording.id, file);
    if (!manifest.room.empty())
        recording.room = manifest.room;
    if (manifest.started > WallTime())
        recording.started = manifest.started;
    recording.length = manifest.length;
    recording.problems = manifest.problems;
}

// Somebody has put it there, or its manifest is gone.
void RecordingIndex::describeByItself(StoredRecording& recording) const
{
    for (const auto& file : recording.files)
        if (file.kind == Kind::Video)
            if (auto fault = faultOfVideo(folder_, file.name); !fault.empty())
                recording.problems.push_back(std::move(fault));
}

const RecordingIndex::Manifest& RecordingIndex::readManifest(const std::string& id,
                                                             const std::string& file)
{
    auto& known = manifests_[id];
    struct stat info { };
    if (const auto found = folder_.look(file))
        info = *found;
    const Version version{info.st_ino, info.st_size, toWallTime(info.st_mtim)};
    if (known.version == version)
        return known;
    known = {.version = version};
    const auto text = folder_.read(file, kMaxManifest);
    const auto manifest = text ? archive::skimManifest(*text) : std::nullopt;
    if (!manifest) {
        known.problems.push_back("its manifest cannot be read");
        return known;
    }
    known.room = manifest->room;
    known.started = manifest->line.started;
    if (manifest->line.length > Seconds(0))
        known.length = manifest->line.length;
    known.problems = manifest->problems;
    return known;
}

void RecordingIndex::forgetAllBut(const std::vector<StoredRecording>& recordings)
{
    const auto isGone = [&](const auto& entry) {
        return std::none_of(recordings.begin(), recordings.end(),
                            [&](const auto& r) { return r.id == entry.first; });
    };
    std::erase_if(manifests_, isGone);
    std::erase_if(journals_, isGone);
    std::erase_if(failures_, isGone);
}

} // namespace confab::front
