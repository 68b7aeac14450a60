// SPDX-License-Identifier: Apache-2.0
#include "finish/story/poster.hpp"

#include "av/frame_decoder.hpp"
#include "av/jpeg.hpp"

#include <algorithm>
#include <cmath>

namespace confab::finish {

namespace {

constexpr int kWidth = 640;
constexpr Seconds kSettled{5}; // people have joined by then
constexpr double kVisible = 8; // of 255: black has neither light nor contrast
constexpr int kQuality = 3; // of 2 (best) to 31

av::AvFrame scale(const AVFrame& from)
{
    const auto height = std::lround(double(kWidth) * from.height / from.width);
    return av::scaleForJpeg(from, kWidth, std::clamp(int(height) & ~1, 2, 4 * kWidth));
}

/// How much there is to see: the mean of the light above black, and its deviation.
double visibility(const AVFrame& frame)
{
    double sum = 0, squares = 0;
    for (int y = 0; y < frame.height; ++y) {
        const std::uint8_t* row = frame.data[0] + std::ptrdiff_t(y) * frame.linesize[0];
        for (int x = 0; x < frame.width; ++x) {
            sum += row[x];
            squares += double(row[x]) * row[x];
        }
    }
    const double count = double(frame.width) * frame.height, mean = sum / count;
    return mean + std::sqrt(std::max(0.0, squares / count - mean * mean));
}

/// The picture that is shown at `at`, or the first one after it, scaled. Null: there is none.
av::AvFrame pictureAt(av::AvInput& input, int stream, Seconds at)
{
    auto decoder = av::FrameDecoder::open(input.stream(stream));
    if (!decoder || !input.seek(at.count()))
        return nullptr;
    const AVRational unit = input.stream(stream).time_base;
    av::AvFrame picture;
    const auto take = [&](AVFrame& frame) -> Status {
        if (!picture || double(frame.pts) * av_q2d(unit) <= at.count())
            picture.reset(av_frame_clone(&frame));
        return Done{};
    };
    const av::AvPacket packet(av_packet_alloc());
    while (input.read(*packet)) {
        if (packet->stream_index != stream)
            continue;
        (void)decoder->push(packet.get(), take);
        if (picture && double(packet->pts) * av_q2d(unit) > at.count())
            return scale(*picture);
    }
    (void)decoder->push(nullptr, take);
    return picture ? scale(*picture) : nullptr;
}

} // namespace

Result<std::string> makePoster(av::AvInput& input, Seconds length)
{
    const int stream = input.first(AVMEDIA_TYPE_VIDEO);
    av::AvFrame best;
    double most = -1;
    for (const Seconds at :
         {std::min(length * 0.1, kSettled), length * 0.3, length * 0.6, length * 0.9, Seconds(0)}) {
        auto picture = stream < 0 ? nullptr : pictureAt(input, stream, at);
        const double visible = picture ? visibility(*picture) : -1;
        if (visible > most) {
            most = visible;
            best = std::move(picture);
        }
        if (most >= kVisible)
            break;
    }
    if (!best)
        return Error{Errc::NotFound, "there is no picture for a poster"};
    return av::encodeJpeg(*best, kQuality);
}

} // namespace confab::finish
