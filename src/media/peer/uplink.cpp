// SPDX-License-Identifier: Apache-2.0
#include "media/peer/uplink.hpp"

#include "media/codec/codecs.hpp"
#include "media/flow/running_time.hpp"
#include "media/peer/formats.hpp"
#include "media/receive/picture_budget.hpp"
#include "media/receive/voice_hold.hpp"

#include <fmt/format.h>
#include <gst/video/video.h>

#include <algorithm>

namespace confab::media {

namespace {

constexpr gint64 kKeyframeInterval = G_USEC_PER_SEC;
constexpr GstClockTime kMostAhead = 200 * GST_MSECOND; // a sender's clock may be anything
constexpr gint64 kPictureFlows = G_USEC_PER_SEC; // one came so long ago at most
constexpr gint64 kTimeToShrink = 5 * G_USEC_PER_SEC; // for a sender that was asked for less

// Streaming thread, at webrtcbin's video pad.
GstPadProbeReturn onVideoPacket(UplinkState& state)
{
    state.arrived();
    state.lastVideoPacketUs = state.lastPacketUs.load();
    return state.videoOpen || state.tap.isOpen() ? GST_PAD_PROBE_OK : GST_PAD_PROBE_DROP;
}

// A depayloader that waits for a keyframe asks for one with every packet that is none; a sender
// that made one each time would lose a packet of it again.
GstPadProbeReturn onUpstream(UplinkState& state, GstEvent* event)
{
    if (!gst_video_event_is_force_key_unit(event))
        return GST_PAD_PROBE_OK;
    const gint64 now = g_get_monotonic_time();
    const gint64 last = state.lastRequestUs;
    if (last != 0 && now - last < kKeyframeInterval)
        return GST_PAD_PROBE_DROP;
    state.lastRequestUs = now;
    return GST_PAD_PROBE_OK;
}

// Streaming thread, at webrtcbin's audio pad.
GstPadProbeReturn onAudioPacket(UplinkState& state, GstPadProbeInfo* info)
{
    state.arrived();
    const auto level = readAudioLevel(GST_PAD_PROBE_INFO_BUFFER(info), kLevelExtension);
    // One that does not say how loud it is counts as somebody who talks quietly.
    const int dBov = level ? level->dBov : -40;
    if (dBov > state.loudestDBov)
        state.loudestDBov = dBov;
    return state.audioOpen || state.tap.isOpen() ? GST_PAD_PROBE_OK : GST_PAD_PROBE_DROP;
}

void giveToTap(const UplinkState& state, const Codec& codec, GstPad* pad, GstBuffer* buffer,
               bool keyframe)
{
    const GstClockTime at = runningTime(pad, GST_BUFFER_PTS(buffer));
    if (state.tap.isOpen() && GST_CLOCK_TIME_IS_VALID(at))
        state.tap.give(
            {&codec, GRef<GstBuffer>::share(buffer), std::chrono::nanoseconds(at), keyframe});
}

// Streaming thread, between depayloader and decoder.
GstPadProbeReturn onSound(UplinkState& state, const Codec& codec, GstPad* pad,
                          GstPadProbeInfo* info)
{
    giveToTap(state, codec, pad, GST_PAD_PROBE_INFO_BUFFER(info), true);
    if (!state.audioOpen) {
        state.soundSkipped = true;
        return GST_PAD_PROBE_DROP;
    }
    if (state.soundSkipped.exchange(false)) {
        auto* buffer = gst_buffer_make_writable(GST_PAD_PROBE_INFO_BUFFER(info));
        GST_BUFFER_FLAG_SET(buffer, GST_BUFFER_FLAG_DISCONT);
        GST_PAD_PROBE_INFO_DATA(info) = buffer;
    }
    return GST_PAD_PROBE_OK;
}

// 0: no picture to wait for.
Playout::Duration heldPicture(const UplinkState& state)
{
    const bool flows = g_get_monotonic_time() - state.lastPictureUs < kPictureFlows;
    return flows ? state.playout.held() : Playout::Duration(0);
}

// Streaming thread, behind the decoder.
void holdVoice(const UplinkState& state, VoiceHold& hold, Packet& sound)
{
    auto& pts = GST_BUFFER_PTS(sound.buffer.get());
    if (GST_CLOCK_TIME_IS_VALID(pts))
        pts += GstClockTime(hold.of(heldPicture(state)).count());
}

// True when it has had its time.
bool isTooLargeForLong(UplinkState& state)
{
    const gint64 now = g_get_monotonic_time();
    if (state.tooLargeSinceUs == 0)
        state.tooLargeSinceUs = now;
    return now - state.tooLargeSinceUs > kTimeToShrink;
}

// Streaming thread, between depayloader and decoder: five 5 KB keyframes that claim 16383x16383
// cost vp8dec 906 MB and 9.7 s. A camera may begin too large, before `uplink` has asked for less.
template <class Refuse>
GstPadProbeReturn onFrame(UplinkState& state, const Codec& codec, GstPad* pad,
                          GstPadProbeInfo* info, int maxPixels, PictureBudget& budget,
                          const Refuse& refuse)
{
    const auto frame = codec.frameIn(GST_PAD_PROBE_INFO_BUFFER(info));
    if (!frame)
        return GST_PAD_PROBE_DROP;
    if (frame->size.width * frame->size.height > maxPixels) {
        state.keyframeAwaited = true;
        if (isTooLargeForLong(state))
            refuse(fmt::format("a picture of {}x{} is larger than this server takes; send at most "
                               "{} pixels",
                               frame->size.width, frame->size.height, maxPixels));
        return GST_PAD_PROBE_DROP;
    }
    if (frame->keyframe)
        state.tooLargeSinceUs = 0;
    else if (state.tooLargeSinceUs != 0)
        return GST_PAD_PROBE_DROP; // it goes on what was dropped
    giveToTap(state, codec, pad, GST_PAD_PROBE_INFO_BUFFER(info), frame->keyframe);
    if (!state.videoOpen || (!frame->keyframe && state.keyframeAwaited))
        return GST_PAD_PROBE_DROP;
    if (frame->size.width > 0)
        state.picture = frame->size;
    const layout::Size size = state.picture;
    const auto now = std::chrono::microseconds(g_get_monotonic_time());
    state.keyframeAwaited = !budget.take(now, size.width * size.height);
    return state.keyframeAwaited ? GST_PAD_PROBE_DROP : GST_PAD_PROBE_OK;
}

std::string encodingOf(GstPad* pad)
{
    auto caps = GRef<GstCaps>::adopt(gst_pad_get_current_caps(pad));
    if (!caps)
        caps = GRef<GstCaps>::adopt(gst_pad_query_caps(pad, nullptr));
    if (!caps || gst_caps_is_empty(caps.get()) || gst_caps_is_any(caps.get()))
        return {};
    const char* name =
        gst_structure_get_string(gst_caps_get_structure(caps.get(), 0), "encoding-name");
    return name ? name : "";
}

} // namespace

void UplinkState::arrived()
{
    lastPacketUs = g_get_monotonic_time();
    if (roomHeardUs)
        roomHeardUs->store(lastPacketUs, std::memory_order_relaxed);
}

Uplink::Uplink(const Loop& loop, const TimeBase& time, Pipeline& pipeline,
               const PipelineTexts& texts, int maxPixels, Events events)
    : loop_(loop), time_(time), pipeline_(pipeline), texts_(texts), maxPixels_(maxPixels),
      events_(std::move(events))
{
}

Uplink::~Uplink()
{
    state_->playout.close();
}

Status Uplink::attach(const HeldPad& pad)
{
    const std::string encoding = encodingOf(pad.get());
    const Codec* codec = codecNamed(encoding);
    if (!codec)
        return Error{Errc::Media, fmt::format("\"{}\" was not offered", encoding)};
    return codec->isPicture() ? attachVideo(pad, *codec) : attachAudio(pad, *codec);
}

Status Uplink::build(Chain& chain, const char* text)
{
    auto bin = texts_.build(text);
    if (!bin)
        return bin.error();
    chain.bin = *bin;
    return Done{};
}

// A second pad of a kind comes when the sender has changed its SSRC: it takes the first one's
// place.
void Uplink::link(Chain& chain, const HeldPad& pad)
{
    const auto sink = padOf(chain.bin.get(), "sink");
    if (const auto old = GRef<GstPad>::adopt(gst_pad_get_peer(sink.get())))
        gst_pad_unlink(old.get(), sink.get());
    gst_pad_link(pad.get(), sink.get());
}

Status Uplink::attachVideo(const HeldPad& pad, const Codec& codec)
{
    if (!video_.bin) {
        if (auto status = build(video_, codec.uplinkText); !status)
            return status;
        auto depay = childOf(video_.bin.get(), "depay");
        auto refuse = loop_.bind(lifetime_, [this](std::string why) { events_.refused(why); });
        const auto frames = padOf(depay.get(), "src");
        video_.frameGate =
            PadProbe(frames, GST_PAD_PROBE_TYPE_BUFFER,
                     [state = state_, &codec, pad = frames.get(), max = maxPixels_,
                      budget = PictureBudget(maxPixels_), refuse](GstPadProbeInfo* info) mutable {
                         return onFrame(*state, codec, pad, info, max, budget, refuse);
                     });
        auto started = loop_.bind(lifetime_, [this] { events_.pictureStarted(); });
        video_.out = std::make_unique<Fanout>(
            childOf(video_.bin.get(), "out"), Fanout::Kind::Raw,
            [state = state_, time = time_, started](Packet& picture) {
                auto& pts = GST_BUFFER_PTS(picture.buffer.get());
                if (GST_CLOCK_TIME_IS_VALID(pts)) {
                    const GstClockTime now = time.now();
                    pts = std::min(pts, now + kMostAhead);
                    const std::chrono::nanoseconds age(GST_CLOCK_DIFF(pts, now));
                    pts += GstClockTime(state->playout.await(age).count());
                }
                state->lastPictureUs = g_get_monotonic_time();
                if (state->pictureAwaited.exchange(false))
                    started();
            });
        pipeline_.add(video_.bin);
    }
    link(video_, pad);
    video_.requests = PadProbe(GRef<GstPad>::share(pad.get()), GST_PAD_PROBE_TYPE_EVENT_UPSTREAM,
                               [state = state_](GstPadProbeInfo* info) {
                                   return onUpstream(*state, GST_PAD_PROBE_INFO_EVENT(info));
                               });
    video_.gate = PadProbe(GRef<GstPad>::share(pad.get()), GST_PAD_PROBE_TYPE_BUFFER,
                           [state = state_](GstPadProbeInfo*) { return onVideoPacket(*state); });
    return Done{};
}

Status Uplink::attachAudio(const HeldPad& pad, const Codec& codec)
{
    if (!audio_.bin) {
        if (auto status = build(audio_, codec.uplinkText); !status)
            return status;
        const auto packets = padOf(childOf(audio_.bin.get(), "depay").get(), "src");
        audio_.frameGate =
            PadProbe(packets, GST_PAD_PROBE_TYPE_BUFFER,
                     [state = state_, &codec, pad = packets.get()](GstPadProbeInfo* info) {
                         return onSound(*state, codec, pad, info);
                     });
        audio_.out =
            std::make_unique<Fanout>(childOf(audio_.bin.get(), "out"), Fanout::Kind::Samples,
                                     [state = state_, hold = VoiceHold()](Packet& sound) mutable {
                                         holdVoice(*state, hold, sound);
                                     });
        pipeline_.add(audio_.bin);
    }
    link(audio_, pad);
    audio_.gate =
        PadProbe(GRef<GstPad>::share(pad.get()), GST_PAD_PROBE_TYPE_BUFFER,
                 [state = state_](GstPadProbeInfo* info) { return onAudioPacket(*state, info); });
    return Done{};
}

void Uplink::openVideo(bool open)
{
    if (state_->videoOpen == open)
        return;
    state_->keyframeAwaited = true;
    state_->pictureAwaited = true;
    state_->videoOpen = open;
    if (open)
        requestKeyframe();
}

void Uplink::openAudio(bool open)
{
    state_->audioOpen = open;
}

void Uplink::nudge()
{
    // rtpvp8depay asks with each packet that it cannot use, rtph264depay (1.22) once.
    const bool isStuck = state_->lastVideoPacketUs - state_->lastPictureUs > kKeyframeInterval;
    if (state_->videoOpen && (state_->keyframeAwaited || isStuck))
        requestKeyframe();
}

void Uplink::requestKeyframe()
{
    if (!video_.bin)
        return; // the depayloader asks by itself when it starts
    const auto sink = padOf(video_.bin.get(), "sink");
    gst_pad_push_event(sink.get(),
                       gst_video_event_new_upstream_force_key_unit(GST_CLOCK_TIME_NONE, TRUE, 0));
}

} // namespace confab::media
