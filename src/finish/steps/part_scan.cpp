// SPDX-License-Identifier: Apache-2.0
#include "finish/steps/part_scan.hpp"

#include "av/frame_decoder.hpp"

#include <algorithm>
#include <optional>

namespace confab::finish {

namespace {

/// Decodes only until one of the streams has given its first frame.
class DecodeCheck {
public:
    explicit DecodeCheck(const av::AvInput& input) : decoders_(std::size_t(input.streams()))
    {
        for (int i = 0; i < input.streams(); ++i)
            if (auto decoder = av::FrameDecoder::open(input.stream(i)))
                decoders_[std::size_t(i)].emplace(*std::move(decoder));
    }

    void push(int stream, const AVPacket* packet)
    {
        auto& decoder = decoders_[std::size_t(stream)];
        if (!passed_ && decoder)
            (void)decoder->push(packet, [this](AVFrame&) -> Status {
                passed_ = true;
                return Done{};
            });
    }
    bool finish()
    {
        for (std::size_t i = 0; i < decoders_.size(); ++i)
            push(int(i), nullptr); // a decoder with threads holds frames back
        return passed_;
    }

private:
    std::vector<std::optional<av::FrameDecoder>> decoders_;
    bool passed_ = false;
};

bool isMedia(const AVStream& stream)
{
    const auto type = stream.codecpar->codec_type;
    return type == AVMEDIA_TYPE_VIDEO || type == AVMEDIA_TYPE_AUDIO;
}

} // namespace

Result<PartScan> scanPart(av::AvInput& input, const av::Watch& watch)
{
    PartScan scan;
    scan.used.resize(std::size_t(input.streams()));
    DecodeCheck check(input);
    const av::AvPacket packet(av_packet_alloc());
    while (input.read(*packet)) {
        if (watch.stop)
            return av::interrupted();
        watch.progress(input.share());
        const int index = packet->stream_index;
        if (index >= int(scan.used.size()) || !isMedia(input.stream(index)))
            continue;
        const AVStream& stream = input.stream(index);
        scan.used[std::size_t(index)] = true;
        if (stream.codecpar->codec_type == AVMEDIA_TYPE_VIDEO) {
            scan.hasVideo = true;
            scan.frameRate = stream.avg_frame_rate;
        }
        if (packet->pts != AV_NOPTS_VALUE)
            scan.length = std::max(
                scan.length,
                Seconds(double(packet->pts + packet->duration) * av_q2d(stream.time_base)));
        check.push(index, packet.get());
    }
    if (auto disk = input.checkDisk(); !disk)
        return disk.error();
    scan.decodes = check.finish();
    return scan;
}

} // namespace confab::finish
