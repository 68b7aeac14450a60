// SPDX-License-Identifier: Apache-2.0
#include "media/record/capture_folder.hpp"

#include <fmt/chrono.h>
#include <glib.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <sys/stat.h>

namespace confab::media {

namespace {

constexpr int kMostOfOneSecond = 100;
constexpr int kNew = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;

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

Error cannotWriteTo(const std::string& folder)
{
    return {Errc::Unavailable,
            fmt::format(
                "cannot write to the recordings folder {}: {}; make it writable or choose another "
                "with --recordings",
                folder, std::strerror(errno))};
}

} // namespace

Result<CaptureFolder> CaptureFolder::open(const std::string& path)
{
    std::error_code ignored; // opening tells
    std::filesystem::create_directories(path, ignored);
    UniqueFd fd(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!fd)
        return cannotWriteTo(path);
    return CaptureFolder(path, std::move(fd));
}

Error CaptureFolder::cannotWrite() const
{
    return cannotWriteTo(path_);
}

bool CaptureFolder::has(const std::string& name) const
{
    struct stat ignored;
    return fstatat(fd_.get(), name.c_str(), &ignored, AT_SYMLINK_NOFOLLOW) == 0;
}

Result<CaptureFolder::Begun> CaptureFolder::begin(const std::string& room, std::time_t now) const
{
    const std::string stem = fmt::format("{}-{:%Y%m%d-%H%M%S}", room, fmt::gmtime(now));
    for (int n = 1; n <= kMostOfOneSecond; ++n) {
        const std::string id = stem + (n > 1 ? fmt::format("-{}", n) : "");
        if (has(partFileName(id, 1)) || has(id + ".json") || has(id + ".mp4"))
            continue;
        UniqueFd journal(openat(fd_.get(), journalName(id).c_str(), kNew | O_APPEND, 0600));
        if (journal && lock(journal))
            return Begun{id, std::move(journal)};
        if (errno != EEXIST && errno != EWOULDBLOCK)
            return cannotWrite();
    }
    return Error{Errc::Unavailable, "too many recordings in one second; try again in the next"};
}

Result<UniqueFd> CaptureFolder::reopen(const std::string& id) const
{
    if (has(id + ".json"))
        return Error{Errc::Conflict, fmt::format("{} is finished already", id)};
    UniqueFd journal(openat(fd_.get(), journalName(id).c_str(),
                            O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!journal)
        return cannotWrite();
    if (!lock(journal))
        return Error{Errc::Conflict, fmt::format("{} is being finished already", id)};
    return journal;
}

Result<UniqueFd> CaptureFolder::create(const std::string& name) const
{
    UniqueFd fd(openat(fd_.get(), name.c_str(), kNew, 0600));
    if (!fd)
        return cannotWrite();
    return fd;
}

void CaptureFolder::remove(const std::string& name) const
{
    unlinkat(fd_.get(), name.c_str(), 0);
}

std::string partPrefix(const std::string& id, int part)
{
    return part > 1 ? fmt::format("{}.part{}", id, part) : id;
}

std::string partFileName(const std::string& id, int part)
{
    return partPrefix(id, part) + ".webm";
}

} // namespace confab::media
