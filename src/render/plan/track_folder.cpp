// SPDX-License-Identifier: Apache-2.0
#include "render/plan/track_folder.hpp"

#include "media/codec/codecs.hpp"

#include <fmt/format.h>
#include <glib.h>

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>

namespace confab::render {

namespace {

Result<OpenTrack> openTrack(const Manifest::TrackFile& track, int folder, int mostPixels)
{
    // O_NONBLOCK: opening a FIFO must not wait for its writer.
    UniqueFd file(
        openat(folder, track.file.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
    struct stat info { };
    if (!file)
        return Error{Errc::NotFound, g_strerror(errno)};
    if (fstat(file.get(), &info) != 0 || !S_ISREG(info.st_mode))
        return Error{Errc::InvalidArgument, "it is no regular file"};
    auto index = indexTrack(file, mostPixels);
    if (!index)
        return index.error();
    if (index->pictures.empty() && !index->sound)
        return Error{Errc::InvalidArgument,
                     fmt::format("it holds neither {} nor {}", media::pictureCodec().name,
                                 media::soundCodec().name)};
    return OpenTrack{{track, *std::move(index)}, std::move(file)};
}

} // namespace

Result<std::vector<OpenTrack>> openTracks(const Manifest& manifest, const std::string& folder,
                                          int mostPixels, std::vector<std::string>& warnings)
{
    const UniqueFd dir(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!dir)
        return Error{Errc::NotFound, fmt::format("cannot open {}: {}", folder, g_strerror(errno))};
    if (manifest.tracks.empty())
        return Error{Errc::NotFound,
                     fmt::format("{} was recorded without separate tracks: there is nothing to "
                                 "render it from",
                                 manifest.id)};
    std::vector<OpenTrack> tracks;
    for (const auto& track : manifest.tracks) {
        auto opened = openTrack(track, dir.get(), mostPixels);
        if (opened)
            tracks.push_back(*std::move(opened));
        else
            warnings.push_back(fmt::format("without {}: {}", track.file, opened.error().message));
    }
    if (tracks.empty())
        return Error{Errc::NotFound,
                     fmt::format("none of the {} tracks can be read; {}", manifest.tracks.size(),
                                 warnings.front())};
    return tracks;
}

} // namespace confab::render
