// SPDX-License-Identifier: Apache-2.0
#include "render/output_file.hpp"

#include "base/unique_fd.hpp"

#include <fmt/format.h>
#include <glib/gstdio.h>

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

namespace confab::render {

namespace {

Error isThere(const std::string& path)
{
    return {Errc::Conflict, fmt::format("{} is there already; --force replaces it", path)};
}

Error failure(const char* what, const std::string& path)
{
    return {Errc::Unavailable, fmt::format("cannot {} {}: {}", what, path, g_strerror(errno))};
}

// Some file systems have no RENAME_NOREPLACE; a link does not replace anything either.
int renameNew(const char* from, const char* to)
{
    if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
        return 0;
    if (errno != EINVAL && errno != ENOSYS)
        return -1;
    return link(from, to) == 0 ? unlink(from) : -1;
}

} // namespace

Result<OutputFile> OutputFile::create(const std::string& path, bool replace)
{
    struct stat info { };
    if (lstat(path.c_str(), &info) == 0) {
        if (S_ISDIR(info.st_mode))
            return Error{Errc::Conflict, path + " is a folder"};
        if (!replace)
            return isThere(path);
    }
    std::string temporary = path + ".XXXXXX";
    const UniqueFd file(mkostemp(temporary.data(), O_CLOEXEC));
    if (!file)
        return failure("write", path);
    return OutputFile(path, std::move(temporary), replace);
}

OutputFile::OutputFile(std::string path, std::string temporary, bool replace)
    : path_(std::move(path)), temporary_(std::move(temporary)), replace_(replace)
{
}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : path_(std::move(other.path_)), temporary_(std::exchange(other.temporary_, {})),
      replace_(other.replace_)
{
}

OutputFile::~OutputFile()
{
    if (!temporary_.empty())
        unlink(temporary_.c_str());
}

Status OutputFile::commit()
{
    const UniqueFd file(open(temporary_.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file || fsync(file.get()) != 0)
        return failure("write", path_);
    const int renamed = replace_ ? rename(temporary_.c_str(), path_.c_str())
                                 : renameNew(temporary_.c_str(), path_.c_str());
    if (renamed != 0)
        return errno == EEXIST ? isThere(path_) : failure("write", path_);
    temporary_.clear();
    return Done{};
}

} // namespace confab::render
