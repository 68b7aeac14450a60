// SPDX-License-Identifier: Apache-2.0
#include "archive/capture_folder.hpp"

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

std::string journalName(const std::string& id)
{
    return id + ".jsonl";
}

// The front tries the lock for a moment to see who holds it; a finisher keeps it.
bool lock(const UniqueFd& journal)
{
    for (int tries = 0; tries < 20; ++tries) {
        if (flock(journal.get(), LOCK_EX | LOCK_NB) == 0)
            return true;
        g_usleep(1000);
    }
    return false;
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

Result<CaptureFolder::Begun> CaptureFolder::begin(const std::string& room, std::time_t now) const
{
    const std::string stem = fmt::format("{}-{:%Y%m%d-%H%M%S}", room, fmt::gmtime(now));
    for (int n = 1; n <= kMostOfOneSecond; ++n) {
        const std::string id = stem + (n > 1 ? fmt::format("-{}", n) : "");
        if (has(partFileName(id, 1)) || has(id + ".json") || has(id + ".mp4"))
            continue;
        auto journal = folder_.create(journalName(id), O_WRONLY | O_APPEND);
        if (journal && lock(*journal))
            return Begun{id, *std::move(journal)};
        if (!journal && journal.error().code != Errc::Conflict)
            return cannotWrite(journal.error().message);
    }
    return Error{Errc::Unavailable, "too many recordings in one second; try again in the next"};
}

Result<UniqueFd> CaptureFolder::reopen(const std::string& id) const
{
    if (has(id + ".json"))
        return Error{Errc::Conflict, fmt::format("{} is finished already", id)};
    UniqueFd journal(openat(folder_.fd(), journalName(id).c_str(),
                            O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!journal)
        return cannotWrite(g_strerror(errno));
    if (!lock(journal))
        return Error{Errc::Conflict, fmt::format("{} is being finished already", id)};
    return journal;
}

Result<UniqueFd> CaptureFolder::create(const std::string& name) const
{
    auto file = folder_.create(name);
    if (!file)
        return cannotWrite(file.error().message);
    return file;
}

std::string partPrefix(const std::string& id, int part)
{
    return part > 1 ? fmt::format("{}.part{}", id, part) : id;
}

std::string partFileName(const std::string& id, int part)
{
    return partPrefix(id, part) + ".webm";
}

} // namespace confab::archive
