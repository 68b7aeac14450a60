// SPDX-License-Identifier: Apache-2.0
#include "base/file/folder.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>

#include <cerrno>

namespace confab {

namespace {

Error failure(const std::string& what, const std::string& path, const char* need)
{
    return Error{Errc::Unavailable,
                 fmt::format("cannot {} {} {}: {}", need, what, path, g_strerror(errno))};
}

bool canWrite(int folder)
{
    constexpr const char* kProbe = ".confab-probe";
    const UniqueFd probe(openat(folder, kProbe, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!probe)
        return false;
    unlinkat(folder, kProbe, 0);
    return true;
}

} // namespace

Result<Folder> Folder::open(const std::string& path, const std::string& what)
{
    UniqueFd fd(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!fd)
        return failure(what, path, "open");
    return Folder(path, std::move(fd));
}

Result<Folder> Folder::openWritable(const std::string& path, unsigned mode, const std::string& what)
{
    if (g_mkdir_with_parents(path.c_str(), int(mode)) != 0)
        return failure(what, path, "make");
    auto folder = open(path, what);
    if (folder && !canWrite(folder->fd()))
        return failure(what, path, "write in");
    return folder;
}

void Folder::reopenIfRemoved()
{
    struct stat info;
    if (fstat(fd_.get(), &info) != 0 || info.st_nlink > 0)
        return;
    if (auto again = open(path_, "the folder"))
        fd_ = std::move(again->fd_);
}

std::optional<Folder::Opened> Folder::openFile(const std::string& name) const
{
    // O_NONBLOCK: opening a FIFO must not wait for its writer.
    Opened file{
        UniqueFd(openat(fd_.get(), name.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)),
        {}};
    if (!file.fd || fstat(file.fd.get(), &file.info) != 0 || !S_ISREG(file.info.st_mode))
        return std::nullopt;
    return file;
}

std::optional<Folder::File> Folder::map(const std::string& name) const
{
    const auto opened = openFile(name);
    if (!opened)
        return std::nullopt;
    const auto mapped =
        GRef<GMappedFile>::adopt(g_mapped_file_new_from_fd(opened->fd.get(), FALSE, nullptr));
    if (!mapped)
        return std::nullopt;
    return File{GRef<GBytes>::adopt(g_mapped_file_get_bytes(mapped.get())), opened->info};
}

std::optional<std::string> Folder::read(const std::string& name, std::size_t limit) const
{
    const auto opened = openFile(name);
    if (!opened || std::size_t(opened->info.st_size) > limit)
        return std::nullopt;
    std::string text(std::size_t(opened->info.st_size), '\0');
    std::size_t done = 0;
    while (done < text.size()) {
        const auto count =
            pread(opened->fd.get(), text.data() + done, text.size() - done, off_t(done));
        if (count <= 0)
            break; // it has become shorter
        done += std::size_t(count);
    }
    text.resize(done);
    return text;
}

std::optional<Folder> Folder::sub(const std::string& name) const
{
    UniqueFd fd(openat(fd_.get(), name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!fd)
        return std::nullopt;
    return Folder("", std::move(fd));
}

Status Folder::remove(const std::string& name) const
{
    const auto folder = sub(name);
    if (folder)
        for (const auto& entry : folder->names())
            if (entry != "." && entry != "..")
                unlinkat(folder->fd(), entry.c_str(), 0);
    if (unlinkat(fd_.get(), name.c_str(), folder ? AT_REMOVEDIR : 0) != 0 && errno != ENOENT)
        return Error{Errc::Unavailable,
                     fmt::format("cannot delete {}: {}", name, g_strerror(errno))};
    return Done{};
}

std::vector<std::string> Folder::names() const
{
    std::vector<std::string> names;
    DIR* dir = fdopendir(openat(fd_.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!dir)
        return names;
    while (const dirent* entry = readdir(dir))
        names.emplace_back(entry->d_name);
    closedir(dir);
    return names;
}

} // namespace confab
