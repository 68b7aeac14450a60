// SPDX-License-Identifier: Apache-2.0
#include "base/file/folder.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <sys/statvfs.h>

#include <algorithm>
#include <cerrno>
#include <limits>
#include <memory>

namespace confab {

namespace {

constexpr int kFolder = O_RDONLY | O_DIRECTORY | O_CLOEXEC;

struct CloseFolder {
    void operator()(DIR* dir) const { closedir(dir); }
};

Error failure(const std::string& what, const std::string& path, const char* need)
{
    return Error{Errc::Unavailable,
                 fmt::format("cannot {} {} {}: {}", need, what, path, g_strerror(errno))};
}

Error reason()
{
    return Error{errno == ENOENT ? Errc::NotFound : Errc::Unavailable, g_strerror(errno)};
}

bool canWrite(const Folder& folder)
{
    constexpr const char* kProbe = ".confab-probe";
    const UniqueFd probe(
        openat(folder.fd(), kProbe, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (probe)
        folder.removeFile(kProbe);
    return bool(probe);
}

} // namespace

Result<Folder> Folder::open(const std::string& path)
{
    UniqueFd fd(::open(path.c_str(), kFolder));
    if (!fd)
        return reason();
    return Folder(path, std::move(fd));
}

Result<Folder> Folder::open(const std::string& path, const std::string& what)
{
    auto folder = open(path);
    if (!folder)
        return Error{Errc::Unavailable,
                     cannot("open", fmt::format("{} {}", what, path), folder.error()).message};
    return folder;
}

Result<Folder> Folder::openWritable(const std::string& path, unsigned mode, const std::string& what)
{
    if (g_mkdir_with_parents(path.c_str(), int(mode)) != 0)
        return failure(what, path, "make");
    auto folder = open(path, what);
    if (folder && !canWrite(*folder))
        return failure(what, path, "write in");
    return folder;
}

void Folder::reopenIfRemoved()
{
    struct stat info;
    if (fstat(fd(), &info) != 0 || info.st_nlink > 0)
        return;
    if (auto again = open(path_))
        fd_ = std::move(again->fd_);
}

std::vector<std::string> Folder::names() const
{
    std::vector<std::string> names;
    const std::unique_ptr<DIR, CloseFolder> dir(fdopendir(openat(fd(), ".", kFolder)));
    while (const dirent* entry = dir ? readdir(dir.get()) : nullptr)
        if (const std::string name = entry->d_name; name != "." && name != "..")
            names.push_back(name);
    std::sort(names.begin(), names.end());
    return names;
}

std::optional<struct stat> Folder::look(const std::string& name) const
{
    struct stat info;
    if (fstatat(fd(), name.c_str(), &info, AT_SYMLINK_NOFOLLOW) != 0)
        return std::nullopt;
    return info;
}

bool Folder::has(const std::string& name) const
{
    const auto info = look(name);
    return info && S_ISREG(info->st_mode);
}

std::uintmax_t Folder::size(const std::string& name) const
{
    const auto info = look(name);
    return info && S_ISREG(info->st_mode) ? std::uintmax_t(info->st_size) : 0;
}

Result<Folder::Opened> Folder::openFile(const std::string& name) const
{
    // O_NONBLOCK: opening a FIFO must not wait for its writer.
    Opened file{
        UniqueFd(openat(fd(), name.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)), {}};
    if (!file.fd || fstat(file.fd.get(), &file.info) != 0)
        return reason();
    if (!S_ISREG(file.info.st_mode))
        return Error{Errc::Unavailable, "it is no regular file"};
    return file;
}

Result<std::string> Folder::read(const std::string& name, std::size_t limit) const
{
    const auto file = openFile(name);
    if (!file)
        return file.error();
    std::string text;
    char block[64 * 1024];
    while (text.size() < limit) {
        const auto got = ::read(file->fd.get(), block, std::min(sizeof block, limit - text.size()));
        if (got < 0)
            return reason();
        if (got == 0)
            break;
        text.append(block, std::size_t(got));
    }
    return text;
}

Result<UniqueFd> Folder::create(const std::string& name, int access) const
{
    UniqueFd file(
        openat(fd(), name.c_str(), access | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!file)
        return Error{errno == EEXIST ? Errc::Conflict : Errc::Unavailable, g_strerror(errno)};
    return file;
}

Result<Folder> Folder::sub(const std::string& name) const
{
    UniqueFd folder(openat(fd(), name.c_str(), kFolder | O_NOFOLLOW));
    if (!folder)
        return reason();
    return Folder("", std::move(folder));
}

Result<Folder> Folder::makeSub(const std::string& name) const
{
    mkdirat(fd(), name.c_str(), 0700); // opening tells
    return sub(name);
}

void Folder::removeFile(const std::string& name) const
{
    unlinkat(fd(), name.c_str(), 0);
}

Status Folder::remove(const std::string& name) const
{
    const auto folder = sub(name);
    if (folder)
        for (const auto& entry : folder->names())
            folder->removeFile(entry);
    if (unlinkat(fd(), name.c_str(), folder ? AT_REMOVEDIR : 0) != 0 && errno != ENOENT)
        return reason();
    return Done{};
}

std::uintmax_t Folder::room(std::uintmax_t reserve) const
{
    struct statvfs info;
    if (fstatvfs(fd(), &info) != 0)
        return std::numeric_limits<std::uintmax_t>::max(); // writing tells
    const std::uintmax_t free = std::uintmax_t(info.f_bavail) * info.f_frsize;
    return free > reserve ? free - reserve : 0;
}

void Folder::sync() const
{
    fsync(fd());
}

Error cannot(const std::string& verb, const std::string& name, const Error& why)
{
    return {why.code, fmt::format("cannot {} {}: {}", verb, name, why.message)};
}

} // namespace confab
