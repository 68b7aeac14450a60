// SPDX-License-Identifier: Apache-2.0
#include "media/record/recording_file.hpp"

#include <fmt/chrono.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>

namespace confab {

namespace {

constexpr int kMostOfOneSecond = 100;

Error cannotWrite(const std::string& folder)
{
    return {Errc::Unavailable,
            fmt::format(
                "cannot write to the recordings folder {}: {}; make it writable or choose another "
                "with --recordings",
                folder, std::strerror(errno))};
}

} // namespace

Result<RecordingFile> createRecordingFile(const std::string& folder, const std::string& room,
                                          std::time_t now)
{
    std::error_code ignored; // opening tells
    std::filesystem::create_directories(folder, ignored);
    const UniqueFd dir(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!dir)
        return cannotWrite(folder);
    const std::string stem = fmt::format("{}-{:%Y%m%d-%H%M%S}", room, fmt::gmtime(now));
    for (int n = 1; n <= kMostOfOneSecond; ++n) {
        std::string name = stem + (n > 1 ? fmt::format("-{}", n) : "") + ".webm";
        UniqueFd fd(openat(dir.get(), name.c_str(),
                           O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
        if (fd)
            return RecordingFile{std::move(name), std::move(fd)};
        if (errno != EEXIST)
            return cannotWrite(folder);
    }
    return Error{Errc::Unavailable, "too many recordings in one second; try again in the next"};
}

} // namespace confab
