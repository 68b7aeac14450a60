// SPDX-License-Identifier: Apache-2.0
#include "archive/capture_folder.hpp"

#include "archive/journal_lock.hpp"
#include "archive/recording_name.hpp"

#include <fmt/chrono.h>
#include <glib.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <sys/stat.h>

namespace confab::archive {

namespace {

constexpr const char* kAdvice = "; make it writable or choose another with --recordings";
constexpr int kMostOfOneSecond = 100;

std::string journalOf(const std::string& id)
{
    return fileOf(id, RecordingFileKind::Journal);
}

} // namespace

Result<CaptureFolder> CaptureFolder::open(const std::string& path)
{
    std::error_code ignored; // opening tells
    std::filesystem::create_directories(path, ignored);
    auto folder = Folder::open(path, "the recordings folder");
    if (!folder)
        return Error{Errc::Unavailable, folder.error().message + kAdvice};
    return CaptureFolder(path, *std::move(folder));
}

Error CaptureFolder::cannotWrite(const std::string& why) const
{
    return {Errc::Unavailable,
            fmt::format("cannot write to the recordings folder {}: {}{}", path_, why, kAdvice)};
}

Result<CaptureFolder::Begun> CaptureFolder::begin(const std::string& room, WallTime now) const
{
    for (int n = 1; n <= kMostOfOneSecond; ++n) {
        const auto id = makeRecordingId(room, std::chrono::floor<std::chrono::seconds>(now), n);
        if (has(videoFile(id)) || has(videoFile(id, 1, VideoFormat::Mp4))
            || has(fileOf(id, RecordingFileKind::Manifest)))
            continue;
        auto journal = folder_.create(journalOf(id), O_WRONLY | O_APPEND);
        if (journal && lockJournal(journal->get()))
            return Begun{id, *std::move(journal)};
        if (!journal && journal.error().code != Errc::Conflict)
            return cannotWrite(journal.error().message);
    }
    return Error{Errc::Unavailable, "too many recordings in one second; try again in the next"};
}

Result<UniqueFd> CaptureFolder::reopen(const std::string& id) const
{
    if (has(fileOf(id, RecordingFileKind::Manifest)))
        return Error{Errc::Conflict, fmt::format("{} is finished already", id)};
    UniqueFd journal(openat(folder_.fd(), journalOf(id).c_str(),
                            O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!journal)
        return cannotWrite(g_strerror(errno));
    if (!lockJournal(journal.get()))
        return Error{Errc::Conflict, fmt::format("{} is being finished already", id)};
    return journal;
}

Result<UniqueFd> CaptureFolder::create(const std::string& name) const
{
    auto file = folder_.create(name);
    if (file)
        return file;
    if (file.error().code == Errc::Conflict)
        return cannot("write", name, file.error());
    return cannotWrite(file.error().message);
}

} // namespace confab::archive
