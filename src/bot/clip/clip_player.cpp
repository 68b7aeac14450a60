// SPDX-License-Identifier: Apache-2.0
#include "bot/clip/clip_player.hpp"

#include <algorithm>

namespace confab::bot {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;

namespace {

constexpr auto kTick = 5ms;

} // namespace

ClipPlayer::ClipPlayer(const Loop& loop, const media::TimeBase& time)
    : time_(time), timer_(Timer::every(loop, kTick, [this] { tick(); }))
{
}

void ClipPlayer::tick()
{
    const nanoseconds now(time_.now());
    for (ClipFeed* feed : feeds_)
        feed->pushDue(now);
}

ClipFeed::ClipFeed(ClipPlayer& player, Clip clip, nanoseconds phase, GRef<GstElement> video,
                   GRef<GstElement> audio, std::shared_ptr<FeedSignals> signals)
    : player_(player), clip_(std::move(clip)), phase_(phase),
      video_(clip_.video ? std::move(video) : GRef<GstElement>()),
      audio_(clip_.audio ? std::move(audio) : GRef<GstElement>()), signals_(std::move(signals))
{
    const auto now = nanoseconds(player_.time_.now()) - phase_;
    if (video_)
        videoCursor_ = Cursor::at(*clip_.video, now);
    if (audio_)
        audioCursor_ = Cursor::at(*clip_.audio, now);
    player_.feeds_.push_back(this);
}

ClipFeed::~ClipFeed()
{
    std::erase(player_.feeds_, this);
}

void ClipFeed::setVideoActive(bool active)
{
    if (active && !videoActive_) {
        videoCursor_ = Cursor::at(*clip_.video, nanoseconds(player_.time_.now()) - phase_);
        signals_->keyframeWanted = true;
    }
    videoActive_ = active;
}

/// The first packet at or after `time`.
ClipFeed::Cursor ClipFeed::Cursor::at(const Track& track, nanoseconds time)
{
    const auto round = std::max(time, 0ns) / track.length;
    const auto place = std::max(time, 0ns) - round * track.length;
    const auto packet = std::ranges::lower_bound(track.packets, place, {}, &ClipPacket::at);
    Cursor cursor{&track, round, std::size_t(packet - track.packets.begin())};
    if (packet == track.packets.end())
        cursor = {&track, round + 1, 0};
    return cursor;
}

nanoseconds ClipFeed::Cursor::due() const
{
    return round * track->length + track->packets[next].at;
}

void ClipFeed::Cursor::advance()
{
    if (++next == track->packets.size()) {
        next = 0;
        ++round;
    }
}

void ClipFeed::pushDue(nanoseconds now)
{
    for (; audio_ && audioCursor_.due() + phase_ <= now; audioCursor_.advance())
        push(audio_.get(), clip_.audio->packets[audioCursor_.next], audioCursor_.due() + phase_);
    for (; video_ && videoActive_ && videoCursor_.due() + phase_ <= now; videoCursor_.advance())
        pushVideo(videoCursor_.due() + phase_);
}

void ClipFeed::pushVideo(nanoseconds due)
{
    lastFrame_ = frameFor(videoCursor_.next);
    const ClipPacket& frame = clip_.video->packets[lastFrame_];
    push(video_.get(), frame, due);
    if (frame.flash)
        signals_->flashPushedUs = g_get_monotonic_time();
}

/// Normally the frame of this time slot. When a keyframe is wanted, the next one of the clip goes
/// out early, and those after it follow; at the next slot that is a keyframe itself we are back in
/// step.
std::size_t ClipFeed::frameFor(std::size_t slot)
{
    const auto& frames = clip_.video->packets;
    if (frames[slot].keyframe) {
        signals_->keyframeWanted = false;
        return slot;
    }
    if (!signals_->keyframeWanted.exchange(false))
        return (lastFrame_ + 1) % frames.size();
    while (!frames[slot].keyframe)
        slot = (slot + 1) % frames.size(); // the first frame of a clip is one
    return slot;
}

void ClipFeed::push(GstElement* source, const ClipPacket& packet, nanoseconds due)
{
    GstBuffer* buffer = gst_buffer_copy(packet.data.get()); // the memory is shared
    GST_BUFFER_PTS(buffer) = GST_BUFFER_DTS(buffer) = GstClockTime(due.count());
    GST_BUFFER_DURATION(buffer) = GST_CLOCK_TIME_NONE;
    gst_app_src_push_buffer(GST_APP_SRC(source), buffer);
}

} // namespace confab::bot
