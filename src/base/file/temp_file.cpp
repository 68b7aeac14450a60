// SPDX-License-Identifier: Apache-2.0
#include "base/file/temp_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <glib.h>
#include <stdio.h>
#include <sys/file.h>

#include <cerrno>
#include <utility>

namespace confab {

namespace {

constexpr std::string_view kEnding = ".tmp";

std::string hidden(const std::string& name)
{
    return fmt::format(".{}{}", name, kEnding);
}

Error cannotWrite(const std::string& name)
{
    return {errno == EEXIST ? Errc::Conflict : Errc::Unavailable,
            fmt::format("cannot write {}: {}", name, g_strerror(errno))};
}

/// False if another process holds it.
bool removeStale(const Folder& folder, const std::string& name)
{
    const auto left = folder.openFile(name);
    if (!left) {
        folder.removeFile(name); // a link, say
        return true;
    }
    if (flock(left->fd.get(), LOCK_EX | LOCK_NB) != 0)
        return false;
    // Its writer may have given it its real name just now: only the hidden one is ours to remove.
    if (const auto named = folder.look(name); named && named->st_ino == left->info.st_ino)
        folder.removeFile(name);
    return true;
}

// Some file systems have no RENAME_NOREPLACE; a link does not replace anything either.
int renameNew(int folder, const char* from, const char* to)
{
    if (renameat2(folder, from, folder, to, RENAME_NOREPLACE) == 0)
        return 0;
    if (errno != EINVAL && errno != ENOSYS)
        return -1;
    return linkat(folder, from, folder, to, 0) == 0 ? unlinkat(folder, from, 0) : -1;
}

} // namespace

Result<TempFile> TempFile::create(const Folder& folder, const std::string& name)
{
    const Error busy{Errc::Conflict, "another confab is writing " + name};
    if (!removeStale(folder, hidden(name)))
        return busy;
    auto beneath = folder.sub(".");
    if (!beneath)
        return cannot("write", name, beneath.error());
    auto fd = folder.create(hidden(name), O_RDWR);
    if (!fd)
        return fd.error().code == Errc::Conflict ? busy : cannot("write", name, fd.error());
    if (flock(fd->get(), LOCK_EX | LOCK_NB) != 0)
        return busy;
    return TempFile(*std::move(beneath), name, *std::move(fd));
}

TempFile::TempFile(Folder folder, std::string name, UniqueFd fd)
    : folder_(std::move(folder)), name_(std::move(name)), fd_(std::move(fd))
{
}

TempFile::~TempFile()
{
    if (fd_)
        folder_.removeFile(hiddenName());
}

std::string TempFile::hiddenName() const
{
    return hidden(name_);
}

Status TempFile::commit(Over over, Sync sync)
{
    const auto from = hiddenName();
    if (sync == Sync::ToDisk && fsync(fd_.get()) != 0)
        return cannotWrite(name_);
    const int renamed = over == Over::Anything
        ? renameat(folder_.fd(), from.c_str(), folder_.fd(), name_.c_str())
        : renameNew(folder_.fd(), from.c_str(), name_.c_str());
    if (renamed != 0)
        return cannotWrite(name_);
    fd_ = {};
    if (sync == Sync::ToDisk)
        folder_.sync();
    return Done{};
}

Status writeFile(const Folder& folder, const std::string& name, std::string_view bytes,
                 TempFile::Sync sync)
{
    auto file = TempFile::create(folder, name);
    if (!file)
        return file.error();
    while (!bytes.empty()) {
        const auto written = write(file->fd(), bytes.data(), bytes.size());
        if (written < 0)
            return cannotWrite(name);
        bytes.remove_prefix(std::size_t(written));
    }
    return file->commit(TempFile::Over::Anything, sync);
}

void removeStaleTempFiles(const Folder& folder, const std::string& stem)
{
    for (const auto& name : folder.names())
        if (name.starts_with("." + stem + ".") && name.ends_with(kEnding))
            removeStale(folder, name);
}

} // namespace confab
