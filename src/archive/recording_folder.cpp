// SPDX-License-Identifier: Apache-2.0
#include "archive/recording_folder.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <limits>
#include <memory>

namespace confab::archive {

namespace {

struct CloseFolder {
    void operator()(DIR* dir) const { closedir(dir); }
};

} // namespace

Result<RecordingFolder> RecordingFolder::open(const std::string& path)
{
    UniqueFd fd(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!fd)
        return Error{Errc::NotFound,
                     fmt::format("cannot open the recordings folder {}: {}; name another with "
                                 "--recordings",
                                 path, std::strerror(errno))};
    return RecordingFolder(std::move(fd));
}

std::vector<std::string> RecordingFolder::names() const
{
    std::vector<std::string> names;
    const std::unique_ptr<DIR, CloseFolder> dir(
        fdopendir(openat(fd(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)));
    while (const dirent* entry = dir ? readdir(dir.get()) : nullptr)
        names.emplace_back(entry->d_name);
    std::sort(names.begin(), names.end());
    return names;
}

Result<UniqueFd> RecordingFolder::openFile(const std::string& name) const
{
    // O_NONBLOCK: opening a FIFO must not wait for its writer.
    UniqueFd file(openat(fd(), name.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
    struct stat info;
    if (!file || fstat(file.get(), &info) != 0)
        return Error{errno == ENOENT ? Errc::NotFound : Errc::Unavailable,
                     fmt::format("cannot open {}: {}", name, std::strerror(errno))};
    if (!S_ISREG(info.st_mode))
        return Error{Errc::Unavailable, name + " is no file"};
    return file;
}

Result<std::string> RecordingFolder::readText(const std::string& name, std::size_t limit) const
{
    const auto file = openFile(name);
    if (!file)
        return file.error();
    std::string text;
    char block[64 * 1024];
    while (text.size() < limit) {
        const auto got = ::read(file->get(), block, std::min(sizeof block, limit - text.size()));
        if (got < 0)
            return Error{Errc::Unavailable,
                         fmt::format("cannot read {}: {}", name, std::strerror(errno))};
        if (got == 0)
            break;
        text.append(block, std::size_t(got));
    }
    return text;
}

std::uintmax_t RecordingFolder::size(const std::string& name) const
{
    struct stat info;
    const bool isThere = fstatat(fd(), name.c_str(), &info, AT_SYMLINK_NOFOLLOW) == 0;
    return isThere && S_ISREG(info.st_mode) ? std::uintmax_t(info.st_size) : 0;
}

bool RecordingFolder::has(const std::string& name) const
{
    struct stat info;
    return fstatat(fd(), name.c_str(), &info, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(info.st_mode);
}

void RecordingFolder::remove(const std::string& name) const
{
    unlinkat(fd(), name.c_str(), 0);
}

std::uintmax_t RecordingFolder::room(std::uintmax_t reserve) const
{
    struct statvfs info;
    if (fstatvfs(fd(), &info) != 0)
        return std::numeric_limits<std::uintmax_t>::max(); // writing tells
    const std::uintmax_t free = std::uintmax_t(info.f_bavail) * info.f_frsize;
    return free > reserve ? free - reserve : 0;
}

void RecordingFolder::sync() const
{
    fsync(fd());
}

} // namespace confab::archive
