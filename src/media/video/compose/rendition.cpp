// SPDX-License-Identifier: Apache-2.0
#include "media/video/compose/rendition.hpp"

#include "media/codec/codecs.hpp"
#include "media/flow/pipeline.hpp"

#include <gst/video/video.h>

namespace confab::media {

namespace {

constexpr gint64 kKeyframePause = G_USEC_PER_SEC, kShortPause = G_USEC_PER_SEC / 3;
constexpr const char* kOut = "out";
constexpr const char* kEncoder = "encoder";

} // namespace

PipelineTexts::Values Rendition::Settings::values() const
{
    return {{"width", std::to_string(size.width)},
            {"height", std::to_string(size.height)},
            {"fps", std::to_string(fps)},
            {"bitrate", std::to_string(kbps * 1000)},
            {"kbps", std::to_string(kbps)},
            {"keyframe-frames", std::to_string(fps * keyframeSeconds)}};
}

Result<std::unique_ptr<Rendition>> Rendition::create(const Loop& loop, const PipelineTexts& texts,
                                                     const Settings& settings)
{
    auto bin = texts.build(settings.codec.renditionText, settings.values());
    if (!bin)
        return bin.error();
    return std::unique_ptr<Rendition>(
        new Rendition(loop, *bin, childOf(bin->get(), kOut), settings.codec));
}

std::unique_ptr<Rendition> Rendition::in(const Loop& loop, const GRef<GstElement>& view)
{
    auto out = GRef<GstElement>::adopt(gst_bin_get_by_name(GST_BIN(view.get()), kOut));
    return std::unique_ptr<Rendition>(out ? new Rendition(loop, {}, std::move(out), pictureCodec())
                                          : nullptr);
}

Rendition::Rendition(const Loop& loop, GRef<GstElement> bin, GRef<GstElement> out,
                     const Codec& codec)
    : loop_(loop), bin_(std::move(bin)), out_(std::move(out)), codec_(codec),
      gate_(bin_ ? std::make_unique<Gate>(padOf(bin_.get(), "sink")) : nullptr),
      frames_(out_, Fanout::Kind::Encoded)
{
    if (bin_)
        encoder_ = GRef<GstElement>::adopt(gst_bin_get_by_name(GST_BIN(bin_.get()), kEncoder));
    if (encoder_ && codec_.prepare)
        codec_.prepare(encoder_.get());
}

void Rendition::addReceiver(const Inlet& inlet)
{
    frames_.add(inlet);
    if (gate_)
        gate_->open(true);
    requestKeyframe();
}

void Rendition::removeReceiver(const Inlet& inlet)
{
    frames_.remove(inlet);
    if (gate_)
        gate_->open(isReceived());
}

void Rendition::requestKeyframe()
{
    if (nextKeyframe_)
        return;
    const gint64 wait =
        lastKeyframeUs_ + (isCheap_ ? kShortPause : kKeyframePause) - g_get_monotonic_time();
    if (wait <= 0)
        return forceKeyframe();
    nextKeyframe_ = Timer::once(loop_, std::chrono::milliseconds(wait / 1000 + 1), [this] {
        nextKeyframe_ = {};
        forceKeyframe();
    });
}

void Rendition::setKbps(int kbps)
{
    if (std::exchange(kbps_, kbps) != kbps && encoder_ && codec_.setRate)
        codec_.setRate(encoder_.get(), kbps * 1000);
}

void Rendition::economise()
{
    if (encoder_ && codec_.economise)
        codec_.economise(encoder_.get());
}

void Rendition::forceKeyframe()
{
    lastKeyframeUs_ = g_get_monotonic_time();
    gst_pad_push_event(padOf(out_.get(), "sink").get(),
                       gst_video_event_new_upstream_force_key_unit(GST_CLOCK_TIME_NONE, TRUE, 0));
}

} // namespace confab::media
