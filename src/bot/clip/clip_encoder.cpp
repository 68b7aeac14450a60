// SPDX-License-Identifier: Apache-2.0
#include "bot/clip/clip_encoder.hpp"

#include "bot/clip/bot_identity.hpp"
#include "bot/clip/encode_job.hpp"
#include "media/codec/codecs.hpp"

#include <gst/audio/audio.h>
#include <spdlog/fmt/fmt.h>

#include <cmath>
#include <cstring>
#include <numbers>

namespace confab::bot {

using namespace std::chrono_literals;

namespace {

constexpr int kRate = 48000;
constexpr int kOpusSamples = kRate / 50; // 20 ms
constexpr double kAmplitude = 0.1414; // of a sine with an effective value of -20 dBov
constexpr int kLevel = 20; // -dBov, for RFC 6464
constexpr int kSilent = 127;
constexpr int kSoundBitrate = 32000;
constexpr int kBeepHz = 1000;
constexpr auto kFlash = 100ms;

int secondsOf(Pattern pattern)
{
    return pattern == Pattern::Moving ? 4 : 2;
}

bool isWhite(int frame, int fps)
{
    return (frame % fps) * 1000 < kFlash.count() * fps;
}

/// One I420 frame of one colour, in the layout that videotestsrc's caps have by default.
GRef<GstBuffer> flatFrame(const ClipFormat& f, const Yuv& c)
{
    const std::size_t strideY = GST_ROUND_UP_4(std::size_t(f.width));
    const std::size_t strideC = GST_ROUND_UP_4(std::size_t(f.width) / 2);
    const std::size_t luma = strideY * std::size_t(f.height);
    const std::size_t chroma = strideC * std::size_t(f.height / 2);
    auto buffer =
        GRef<GstBuffer>::adopt(gst_buffer_new_allocate(nullptr, luma + 2 * chroma, nullptr));
    gst_buffer_memset(buffer.get(), 0, c.y, luma);
    gst_buffer_memset(buffer.get(), luma, c.u, chroma);
    gst_buffer_memset(buffer.get(), luma + chroma, c.v, chroma);
    return buffer;
}

std::string encoderText(Pattern pattern, const ClipFormat& f)
{
    // Colours: half a second to the next keyframe at most. Flash: any frame is one, so that a
    // keyframe request never moves the picture against the sound.
    const int keyframes = pattern == Pattern::Flash ? 0
        : pattern == Pattern::Colour                ? std::max(1, f.fps / 2)
                                                    : f.fps;
    return fmt::format(fmt::runtime(f.codec->clipEncoder), fmt::arg("bitrate", f.kbps * 1000),
                       fmt::arg("kbps", f.kbps), fmt::arg("keyframes", keyframes),
                       fmt::arg("gop", std::max(keyframes, 1)));
}

std::string pictureCaps(const ClipFormat& f)
{
    return fmt::format("video/x-raw,format=I420,width={},height={},framerate={}/1", f.width,
                       f.height, f.fps);
}

/// 20 ms of sound, from sample number `first` on.
GRef<GstBuffer> sound(Pattern pattern, int hz, int first)
{
    std::vector<gint16> samples(kOpusSamples);
    for (int i = 0; i < kOpusSamples; ++i) {
        const int inSecond = (first + i) % kRate;
        const bool on = pattern != Pattern::Flash || inSecond < kRate / 10;
        const double phase = 2 * std::numbers::pi * hz * inSecond / kRate;
        samples[std::size_t(i)] = gint16(on ? 32767 * kAmplitude * std::sin(phase) : 0);
    }
    return GRef<GstBuffer>::adopt(
        gst_buffer_new_memdup(samples.data(), samples.size() * sizeof(gint16)));
}

bool isLoud(Pattern pattern, std::chrono::nanoseconds at)
{
    return pattern != Pattern::Flash || at % 1s < kFlash;
}

} // namespace

Result<Clip> ClipEncoder::clip(int index)
{
    const int identity = index % kIdentities;
    auto pictures = video(pattern_ == Pattern::Colour ? identity : -1);
    if (!pictures)
        return pictures.error();
    auto sounds = audio(pattern_ == Pattern::Flash ? -1 : identity);
    if (!sounds)
        return sounds.error();
    return Clip{*pictures, *sounds, pattern_ == Pattern::Flash};
}

Result<ClipEncoder::SharedTrack> ClipEncoder::video(int identity)
{
    if (const auto known = videos_.find(identity); known != videos_.end())
        return known->second;
    const int count = secondsOf(pattern_) * format_.fps;
    const std::string encoder = pictureCaps(format_) + " ! " + encoderText(pattern_, format_);
    // A zone plate whose rings run: detail everywhere, all of it moving.
    auto packets = pattern_ == Pattern::Moving
        ? encode(
            fmt::format("videotestsrc num-buffers={} pattern=zone-plate kx2=12 ky2=12 kt=6", count),
            encoder, {})
        : encode("appsrc name=in format=time caps=" + pictureCaps(format_), encoder, [&] {
              const Yuv colour = identity < 0 ? Yuv{235, 128, 128} : botIdentity(identity).yuv;
              const auto on = flatFrame(format_, colour);
              const auto off = flatFrame(format_, Yuv{});
              std::vector<GRef<GstBuffer>> frames;
              for (int i = 0; i < count; ++i)
                  frames.push_back(identity >= 0 || isWhite(i, format_.fps) ? on : off);
              return frames;
          }());
    if (!packets)
        return packets.error();
    auto track = std::make_shared<Track>();
    track->length = std::chrono::seconds(secondsOf(pattern_));
    for (int i = 0; i < int(packets->size()); ++i)
        track->packets.push_back(
            {(*packets)[std::size_t(i)], std::chrono::nanoseconds(1s) * i / format_.fps,
             !GST_BUFFER_FLAG_IS_SET((*packets)[std::size_t(i)].get(), GST_BUFFER_FLAG_DELTA_UNIT),
             pattern_ == Pattern::Flash && i % format_.fps == 0});
    return videos_[identity] = track;
}

Result<ClipEncoder::SharedTrack> ClipEncoder::audio(int identity)
{
    if (const auto known = audios_.find(identity); known != audios_.end())
        return known->second;
    // A second more than needed: the first one warms the codec up and is thrown away, so that the
    // end of the loop goes on into its start.
    constexpr int kSeconds = 2;
    const int hz = identity < 0 ? kBeepHz : botIdentity(identity).toneHz;
    std::vector<GRef<GstBuffer>> sounds;
    for (int i = 0; i < (1 + kSeconds) * 50; ++i)
        sounds.push_back(sound(pattern_, hz, i * kOpusSamples));
    auto packets = encode("appsrc name=in format=time "
                          "caps=audio/x-raw,format=S16LE,rate=48000,channels=1,layout=interleaved",
                          fmt::format(fmt::runtime(media::soundCodec().clipEncoder),
                                      fmt::arg("bitrate", kSoundBitrate)),
                          sounds);
    if (!packets)
        return packets.error();
    if (packets->size() < sounds.size())
        return Error{Errc::Media, "the encoder gave fewer packets than it was given sound"};
    auto track = std::make_shared<Track>();
    track->length = std::chrono::seconds(kSeconds);
    for (int i = 0; i < kSeconds * 50; ++i) {
        const std::chrono::nanoseconds at = 20ms * i;
        GstBuffer* data = gst_buffer_copy((*packets)[std::size_t(50 + i)].get());
        const bool loud = isLoud(pattern_, at);
        gst_buffer_add_audio_level_meta(data, loud ? kLevel : kSilent, loud);
        track->packets.push_back({GRef<GstBuffer>::adopt(data), at});
    }
    return audios_[identity] = track;
}

} // namespace confab::bot
