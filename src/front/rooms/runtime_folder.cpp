// SPDX-License-Identifier: Apache-2.0
#include "front/rooms/runtime_folder.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <glib.h>
#include <sys/file.h>

#include <cerrno>

namespace confab::front {

namespace {

/// In /tmp anybody may have made a folder of our name before us.
bool isOursAlone(int folder)
{
    struct stat info;
    return fstat(folder, &info) == 0 && info.st_uid == geteuid()
        && (info.st_mode & (S_IRWXG | S_IRWXO)) == 0;
}

} // namespace

std::string RuntimeFolder::defaultPath(std::uint16_t port)
{
    if (const char* own = g_getenv("XDG_RUNTIME_DIR"); own && *own)
        return fmt::format("{}/confab-{}", own, port);
    return fmt::format("/tmp/confab-{}-{}", geteuid(), port);
}

Result<RuntimeFolder> RuntimeFolder::open(const std::string& path)
{
    auto folder = Folder::openWritable(path, 0700, "the runtime folder");
    if (!folder)
        return Error{folder.error().code, folder.error().message + "; give another --runtime"};
    if (!isOursAlone(folder->fd()))
        return Error{Errc::Unavailable,
                     fmt::format("the runtime folder {} is open to other users: chmod 700 it or "
                                 "give another --runtime",
                                 path)};
    UniqueFd lock(
        openat(folder->fd(), "serve.lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!lock || flock(lock.get(), LOCK_EX | LOCK_NB) != 0)
        return Error{Errc::Conflict,
                     fmt::format("the runtime folder {} is in use by another confab serve: stop "
                                 "that one or give another --runtime",
                                 path)};
    return RuntimeFolder(path, *std::move(folder), std::move(lock));
}

} // namespace confab::front
