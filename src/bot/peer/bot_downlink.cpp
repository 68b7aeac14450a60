// SPDX-License-Identifier: Apache-2.0
#include "bot/peer/bot_downlink.hpp"

#include "media/codec/codecs.hpp"
#include "media/flow/pipeline_texts.hpp"

#include <fmt/format.h>

namespace confab::bot {

namespace {

constexpr const char* kEnd = "fakesink name=end sync=false async=false enable-last-sample=false";

/// A buffer mapped for reading. Empty if that failed.
class Mapped {
public:
    explicit Mapped(GstBuffer* buffer)
        : buffer_(buffer), ok_(gst_buffer_map(buffer, &map_, GST_MAP_READ))
    {
    }
    ~Mapped()
    {
        if (ok_)
            gst_buffer_unmap(buffer_, &map_);
    }
    Mapped(const Mapped&) = delete;
    Mapped& operator=(const Mapped&) = delete;

    template <class T> std::span<const T> as() const
    {
        return {reinterpret_cast<const T*>(map_.data), ok_ ? map_.size / sizeof(T) : 0};
    }

private:
    GstBuffer* buffer_;
    GstMapInfo map_{};
    bool ok_;
};

GRef<GstPad> padIn(const GRef<GstElement>& bin, const char* element, const char* pad)
{
    return media::padOf(media::childOf(bin.get(), element).get(), pad);
}

Result<GRef<GstElement>> addPart(media::Pipeline& pipeline, const std::string& text)
{
    auto part = media::PipelineTexts::parse("bot-downlink", text);
    if (part)
        pipeline.add(*part);
    return part;
}

Status link(const HeldPad& from, GstElement* to)
{
    if (gst_pad_link(from.get(), media::padOf(to, "sink").get()) != GST_PAD_LINK_OK)
        return Error{Errc::Media, "what the server sends is not what it offered"};
    return Done{};
}

template <class F> PadProbe onBuffer(GRef<GstPad> pad, F f)
{
    return PadProbe(std::move(pad), GST_PAD_PROBE_TYPE_BUFFER, [f](GstPadProbeInfo* info) {
        f(GST_PAD_PROBE_INFO_BUFFER(info));
        return GST_PAD_PROBE_OK;
    });
}

void look(TileWatch& tiles, GstPad* pad, GstBuffer* buffer)
{
    auto caps = GRef<GstCaps>::adopt(gst_pad_get_current_caps(pad));
    GstVideoInfo info;
    GstVideoFrame frame;
    if (!caps || !gst_video_info_from_caps(&info, caps.get())
        || !gst_video_frame_map(&frame, &info, buffer, GST_MAP_READ))
        return;
    tiles.look(frame, g_get_monotonic_time());
    gst_video_frame_unmap(&frame);
}

} // namespace

Result<BotDownlink> BotDownlink::video(media::Pipeline& pipeline, const HeldPad& pad,
                                       const media::Codec& codec, const BotMeters& meters)
{
    const std::string decode =
        meters.tiles ? fmt::format("{} ! video/x-raw,format=I420 ! ", codec.decoder) : "";
    auto part = addPart(
        pipeline,
        fmt::format("{} name=depay ! {} ! {}{}", codec.depayloader, codec.caps, decode, kEnd));
    if (!part)
        return part.error();
    BotDownlink downlink;
    downlink.probes_.push_back(
        onBuffer(padIn(*part, "depay", "src"), [frames = meters.frames, &codec](GstBuffer* buffer) {
            frames->add(codec, Mapped(buffer).as<unsigned char>(),
                        std::chrono::microseconds(g_get_monotonic_time()));
        }));
    if (meters.tiles) {
        const auto end = padIn(*part, "end", "sink");
        // The pad outlives the probe that it holds.
        downlink.probes_.push_back(onBuffer(
            end, [tiles = meters.tiles, p = end.get()](GstBuffer* b) { look(*tiles, p, b); }));
    }
    if (auto linked = link(pad, part->get()); !linked)
        return linked.error();
    return downlink;
}

Result<BotDownlink> BotDownlink::audio(media::Pipeline& pipeline, const HeldPad& pad,
                                       const BotMeters& meters)
{
    const media::Codec& codec = media::soundCodec();
    const std::string decode = meters.tones
        ? fmt::format("{} ! {} ! audioconvert ! audio/x-raw,format=F32LE,channels=1 ! ",
                      codec.depayloader, codec.decoder)
        : "";
    auto part = addPart(pipeline, decode + kEnd);
    if (!part)
        return part.error();
    BotDownlink downlink;
    if (meters.tones)
        downlink.probes_.push_back(
            onBuffer(padIn(*part, "end", "sink"),
                     [tones = meters.tones](GstBuffer* b) { tones->add(Mapped(b).as<float>()); }));
    if (auto linked = link(pad, part->get()); !linked)
        return linked.error();
    return downlink;
}

} // namespace confab::bot
