// SPDX-License-Identifier: Apache-2.0
#include "media/record/separate_track.hpp"

#include "media/codec/codecs.hpp"

namespace confab::media {

namespace {

constexpr gint64 kAskAgainUs = 500'000;
constexpr int kMostOfOne = 1000; // sessions of one participant in one part

} // namespace

void SeparateTrack::take(const SentPacket& packet)
{
    const auto place = settings_.time->ofTrack(packet.at);
    if (!isWanted(packet, place.has_value()))
        return;
    const bool isTaken =
        disk_.post(gst_buffer_get_size(packet.buffer.get()),
                   [self = shared_from_this(), packet, at = *place] { self->write(packet, at); });
    if (packet.codec->isPicture())
        keyframeAwaited_ = !isTaken;
}

bool SeparateTrack::isWanted(const SentPacket& packet, bool hasPlace)
{
    if (ended_)
        return false;
    if (!packet.codec->isPicture())
        return hasPlace;
    if (!isOfFiles(*packet.codec))
        return false;
    if (!hasPlace)
        keyframeAwaited_ = true;
    else if (keyframeAwaited_ && !packet.keyframe)
        askForKeyframe();
    else
        return true;
    return false;
}

bool SeparateTrack::isOfFiles(const Codec& codec)
{
    const bool isOne = &codec == &pictureCodec();
    if (!isOne && !leftOut_.exchange(true))
        events_.leftOut(codec.name);
    return isOne;
}

void SeparateTrack::askForKeyframe()
{
    const gint64 now = g_get_monotonic_time();
    if (now - askedUs_ < kAskAgainUs)
        return;
    askedUs_ = now;
    events_.keyframeWanted();
}

void SeparateTrack::write(const SentPacket& packet, FileTime::Time at)
{
    if (ended_)
        return;
    if (!file_)
        if (auto opened = open(); !opened)
            return check(opened);
    check(file_->write(packet, at));
}

// Somebody who comes back, or shares again, has another file.
Status SeparateTrack::open()
{
    for (int n = 1; n <= kMostOfOne; ++n) {
        const auto file = archive::trackFile(settings_.recording, settings_.part,
                                             settings_.participant, kindOf(settings_.content), n);
        if (!file)
            return Error{Errc::InvalidArgument, "the participant's id is no part of a file name"};
        if (settings_.folder->has(*file))
            continue;
        auto fd = settings_.folder->create(*file);
        if (!fd)
            return fd.error();
        file_ = std::make_unique<TrackFile>(*std::move(fd), settings_.content);
        events_.begun(*file);
        return Done{};
    }
    return Error{Errc::Unavailable, "too many tracks of one participant"};
}

void SeparateTrack::flush()
{
    disk_.post(0, [self = shared_from_this()] {
        if (self->file_ && !self->ended_)
            self->check(self->file_->flush());
    });
}

void SeparateTrack::finish()
{
    disk_.post(0, [self = shared_from_this()] {
        if (self->file_ && !self->ended_)
            self->check(self->file_->finish());
        self->ended_ = true; // what is still under way comes too late
        self->file_.reset();
    });
}

void SeparateTrack::check(const Status& status)
{
    if (status || ended_.exchange(true))
        return;
    file_.reset();
    events_.failed(status.error().message);
}

archive::TrackKind kindOf(TrackFile::Content content)
{
    return content == TrackFile::Content::Screen ? archive::TrackKind::Screen
                                                 : archive::TrackKind::Camera;
}

} // namespace confab::media
