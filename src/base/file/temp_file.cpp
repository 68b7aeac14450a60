// SPDX-License-Identifier: Apache-2.0
#include "base/file/temp_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace confab {

namespace {

constexpr std::string_view kEnding = ".tmp";

std::string hiddenName(const std::string& name)
{
    return fmt::format(".{}{}", name, kEnding);
}

Error cannotWrite(const std::string& name)
{
    return {Errc::Unavailable, fmt::format("cannot write {}: {}", name, std::strerror(errno))};
}

/// False if another process holds it.
bool removeStale(const archive::RecordingFolder& folder, const std::string& hidden)
{
    const auto left = folder.openFile(hidden);
    if (!left) {
        folder.remove(hidden); // a link, say
        return true;
    }
    if (flock(left->get(), LOCK_EX | LOCK_NB) != 0)
        return false;
    struct stat locked, named;
    // Its writer may have given it its real name just now: only the hidden one is ours to remove.
    if (fstat(left->get(), &locked) == 0
        && fstatat(folder.fd(), hidden.c_str(), &named, AT_SYMLINK_NOFOLLOW) == 0
        && locked.st_ino == named.st_ino)
        folder.remove(hidden);
    return true;
}

} // namespace

Result<TempFile> TempFile::create(const archive::RecordingFolder& folder, const std::string& name)
{
    const auto hidden = hiddenName(name);
    const Error busy{Errc::Conflict, "another confab finish is writing " + name};
    if (!removeStale(folder, hidden))
        return busy;
    UniqueFd fd(openat(folder.fd(), hidden.c_str(),
                       O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!fd)
        return errno == EEXIST ? busy : cannotWrite(name);
    if (flock(fd.get(), LOCK_EX | LOCK_NB) != 0)
        return busy;
    return TempFile(folder, name, std::move(fd));
}

TempFile::TempFile(const archive::RecordingFolder& folder, std::string name, UniqueFd fd)
    : folder_(&folder), name_(std::move(name)), fd_(std::move(fd))
{
}

TempFile::TempFile(TempFile&& other) noexcept
    : folder_(std::exchange(other.folder_, nullptr)), name_(std::move(other.name_)),
      fd_(std::move(other.fd_))
{
}

TempFile::~TempFile()
{
    if (folder_)
        folder_->remove(hiddenName(name_));
}

Status TempFile::commit()
{
    if (fsync(fd_.get()) != 0
        || renameat(folder_->fd(), hiddenName(name_).c_str(), folder_->fd(), name_.c_str()) != 0)
        return cannotWrite(name_);
    std::exchange(folder_, nullptr)->sync();
    return Done{};
}

Status writeFile(const archive::RecordingFolder& folder, const std::string& name,
                 std::string_view bytes)
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
    return file->commit();
}

void removeStaleTempFiles(const archive::RecordingFolder& folder, const std::string& id)
{
    for (const auto& name : folder.names())
        if (name.starts_with("." + id + ".") && name.ends_with(kEnding))
            removeStale(folder, name);
}

} // namespace confab
