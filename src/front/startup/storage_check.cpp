// SPDX-License-Identifier: Apache-2.0
#include "front/startup/storage_check.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

namespace confab::front {

namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kMb = 1024 * 1024; // as the reserve is counted
constexpr int kSoon = 60; // minutes of one recording

/// The folder, or the nearest above it that is there: in that one it will be made.
fs::path thereOf(const std::string& folder)
{
    std::error_code ec;
    auto path = fs::absolute(folder, ec).lexically_normal();
    while (!fs::exists(fs::symlink_status(path, ec)) && path.has_relative_path())
        path = path.parent_path();
    return path;
}

Error cannot(const std::string& folder, const std::string& why)
{
    return {Errc::Unavailable,
            fmt::format("cannot write the recordings folder {}: {}; give it to the user of confab, "
                        "or give another --recordings (server.recordings)",
                        folder, why)};
}

} // namespace

Status checkRecordingsFolder(const std::string& folder)
{
    const auto there = thereOf(folder);
    std::error_code ec;
    if (!fs::is_directory(there, ec))
        return cannot(folder, there.string() + " is no folder");
    if (faccessat(AT_FDCWD, there.c_str(), W_OK | X_OK, AT_EACCESS) != 0)
        return cannot(folder, std::strerror(errno));
    return Done{};
}

std::uintmax_t spaceFor(const std::string& folder)
{
    std::error_code ec;
    const auto space = fs::space(thereOf(folder), ec);
    return ec || space.capacity == 0 ? UINTMAX_MAX : space.available; // /proc has none
}

std::string checkSpace(std::uintmax_t bytes, const config::Config& config)
{
    const auto mb = bytes / kMb;
    const auto reserve = std::uintmax_t(config.recording.reserveMb);
    if (mb <= reserve)
        return fmt::format("no recording can begin: {} MB are free for {}, and {} of them are kept "
                           "free. Delete something, or give another --recordings, or a smaller "
                           "recording.reserve_mb",
                           mb, config.server.recordings, reserve);
    const auto mbInMinute =
        60.0 * (config.video.bitrateKbps + config.audio.bitrateKbps) * 1000 / 8 / double(kMb);
    const auto minutes = double(mb - reserve) / mbInMinute;
    if (minutes >= kSoon)
        return "";
    return fmt::format("recordings stop after {:.0f} minutes, when the disk of {} is full: delete "
                       "something, or give another --recordings",
                       minutes, config.server.recordings);
}

} // namespace confab::front
