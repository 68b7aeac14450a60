// SPDX-License-Identifier: Apache-2.0
#include "render/plan/track_folder.hpp"

#include "base/file/folder.hpp"
#include "media/codec/codecs.hpp"

#include <fmt/format.h>

namespace confab::render {

namespace {

Result<OpenTrack> openTrack(const RecordedCall::TrackFile& track, const Folder& folder,
                            int mostPixels)
{
    auto file = folder.openFile(track.file);
    if (!file)
        return file.error();
    auto index = indexTrack(file->fd, mostPixels);
    if (!index)
        return index.error();
    if (index->pictures.empty() && !index->sound)
        return Error{Errc::InvalidArgument,
                     fmt::format("it holds neither {} nor {}", media::pictureCodec().name,
                                 media::soundCodec().name)};
    return OpenTrack{{track, *std::move(index)}, std::move(file->fd)};
}

} // namespace

Result<std::vector<OpenTrack>> openTracks(const RecordedCall& manifest, const std::string& folder,
                                          int mostPixels, std::vector<std::string>& warnings)
{
    const auto beside = Folder::open(folder, "the folder of the tracks");
    if (!beside)
        return beside.error();
    if (manifest.tracks.empty())
        return Error{Errc::NotFound,
                     fmt::format("{} was recorded without separate tracks: there is nothing to "
                                 "render it from",
                                 manifest.id)};
    std::vector<OpenTrack> tracks;
    for (const auto& track : manifest.tracks) {
        auto opened = openTrack(track, *beside, mostPixels);
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
