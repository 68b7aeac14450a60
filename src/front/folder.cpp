// SPDX-License-Identifier: Apache-2.0
#include "front/folder.hpp"

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
    return Folder(std::move(fd));
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

std::optional<Folder::File> Folder::map(const std::string& name) const
{
    // O_NONBLOCK: opening a FIFO must not wait for its writer.
    const UniqueFd fd(
        openat(fd_.get(), name.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
    File file;
    if (!fd || fstat(fd.get(), &file.info) != 0 || !S_ISREG(file.info.st_mode))
        return std::nullopt;
    const auto mapped =
        GRef<GMappedFile>::adopt(g_mapped_file_new_from_fd(fd.get(), FALSE, nullptr));
    if (!mapped)
        return std::nullopt;
    file.bytes = GRef<GBytes>::adopt(g_mapped_file_get_bytes(mapped.get()));
    return file;
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
