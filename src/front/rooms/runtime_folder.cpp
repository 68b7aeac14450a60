// SPDX-License-Identifier: Apache-2.0
#include "front/rooms/runtime_folder.hpp"

#include "base/glib/log.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <glib.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string_view>

namespace confab::front {

namespace {

/// In /tmp anybody may have made a folder of our name before us.
bool isOursAlone(int folder)
{
    struct stat info;
    return fstat(folder, &info) == 0 && info.st_uid == geteuid()
        && (info.st_mode & (S_IRWXG | S_IRWXO)) == 0;
}

constexpr const char* kLock = "serve.lock";

/// Where the default ones are, and what comes before the port in their names.
struct Place {
    std::string folder, prefix;
};
Place defaultPlace()
{
    if (const char* own = g_getenv("XDG_RUNTIME_DIR"); own && *own)
        return {own, "confab-"};
    return {"/tmp", fmt::format("confab-{}-", geteuid())};
}

bool isPort(std::string_view text)
{
    return !text.empty() && text.find_first_not_of("0123456789") == text.npos;
}

/// Of all sockets that a living process has bound, as the kernel lists them; empty: not to be had.
std::string boundSockets()
{
    std::ifstream list("/proc/net/unix");
    return {std::istreambuf_iterator<char>(list), {}};
}

/// Its lock, if nobody else has it: then no server is there.
UniqueFd lockOf(const Folder& folder)
{
    UniqueFd lock(openat(folder.fd(), kLock, O_RDWR | O_CLOEXEC | O_NOFOLLOW));
    return lock && flock(lock.get(), LOCK_EX | LOCK_NB) == 0 ? std::move(lock) : UniqueFd();
}

// Rooms outlive their server for half a minute: they are there as long as their sockets are.
void clearIfAbandoned(const Folder& parent, const Place& place, const std::string& name,
                      const std::string& sockets)
{
    const auto folder = parent.sub(name);
    if (!folder || !isOursAlone(folder->fd()))
        return;
    const auto lock = lockOf(*folder);
    if (!lock || sockets.find(" " + place.folder + "/" + name + "/") != sockets.npos)
        return;
    for (const auto& file : folder->names())
        if (isOfARoom(file))
            folder->removeFile(file);
    folder->removeFile(kLock);
    if (unlinkat(parent.fd(), name.c_str(), AT_REMOVEDIR) == 0)
        spdlog::info("{}/{}: removed, its server is gone", place.folder, name);
}

} // namespace

bool isOfARoom(const std::string& file)
{
    constexpr std::string_view kEndings[] = {".sock", ".resume",     ".life",
                                             ".key",  ".resume.tmp", ".key.tmp"};
    return std::ranges::any_of(kEndings, [&](auto ending) { return file.ends_with(ending); });
}

std::string RuntimeFolder::defaultPath(std::uint16_t port)
{
    const auto place = defaultPlace();
    return fmt::format("{}/{}{}", place.folder, place.prefix, port);
}

void RuntimeFolder::clearAbandoned()
{
    const auto place = defaultPlace();
    const auto parent = Folder::open(place.folder);
    const auto sockets = boundSockets();
    if (!parent || sockets.empty())
        return;
    for (const auto& name : parent->names())
        if (name.starts_with(place.prefix) && isPort(name.substr(place.prefix.size())))
            clearIfAbandoned(*parent, place, name, sockets);
}

bool RuntimeFolder::isServed(const std::string& path)
{
    const auto folder = Folder::open(path);
    if (!folder)
        return false;
    const UniqueFd lock(openat(folder->fd(), kLock, O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    return lock && flock(lock.get(), LOCK_SH | LOCK_NB) != 0;
}

// A server that starts beside us may just have removed it as abandoned: then it is made again.
Result<RuntimeFolder> RuntimeFolder::open(const std::string& path)
{
    auto folder = tryOpen(path);
    for (int again = 0; again < 3 && folder && !folder->isThere(); ++again)
        folder = tryOpen(path);
    return folder;
}

bool RuntimeFolder::isThere() const
{
    struct stat info;
    return fstat(lock_.get(), &info) == 0 && info.st_nlink > 0;
}

Result<RuntimeFolder> RuntimeFolder::tryOpen(const std::string& path)
{
    auto folder = Folder::openWritable(path, 0700, "the runtime folder");
    if (!folder)
        return Error{folder.error().code, folder.error().message + "; give another --runtime"};
    if (!isOursAlone(folder->fd()))
        return Error{Errc::Unavailable,
                     fmt::format("the runtime folder {} is open to other users: chmod 700 it or "
                                 "give another --runtime",
                                 path)};
    UniqueFd lock(openat(folder->fd(), kLock, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!lock || flock(lock.get(), LOCK_EX | LOCK_NB) != 0)
        return Error{Errc::Conflict,
                     fmt::format("the runtime folder {} is in use by another confab serve: stop "
                                 "that one or give another --runtime",
                                 path)};
    return RuntimeFolder(path, *std::move(folder), std::move(lock));
}

} // namespace confab::front
