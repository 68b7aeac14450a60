// SPDX-License-Identifier: Apache-2.0
#include "render/tracks/track_index.hpp"

namespace confab::render {

using namespace std::chrono_literals;

namespace {

constexpr auto kLastPicture = 100ms; // how long the last one before a gap stays

} // namespace

void TrackIndexBuilder::add(std::chrono::nanoseconds at, layout::Size size)
{
    const bool follows = !spans_.empty() && at - last_ <= kCameraOff;
    if (follows)
        spans_.back().to = at;
    if (!follows || spans_.back().size != size)
        spans_.push_back({at, at, size});
    spans_.back().to = at + kLastPicture;
    last_ = at;
}

Result<TrackIndex> indexTrack(const UniqueFd& file, int mostPixels)
{
    auto pictures = TrackReader::open(file, TrackReader::Kind::Pictures, mostPixels);
    if (!pictures)
        return pictures.error();
    auto sound = TrackReader::open(file, TrackReader::Kind::Sound, mostPixels);
    if (!sound)
        return sound.error();
    TrackIndexBuilder builder;
    while (const auto packet = pictures->next())
        builder.add(packet->at, packet->size);
    return TrackIndex{builder.take(), sound->next().has_value()};
}

} // namespace confab::render
