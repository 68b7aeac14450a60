// SPDX-License-Identifier: Apache-2.0
#include "finish/steps/remux.hpp"

#include "av/av_output.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace confab::finish {

namespace {

bool isForWebm(const av::AvInput& input, const PartScan& scan)
{
    const AVOutputFormat* webm = av_guess_format("webm", nullptr, nullptr);
    for (int i = 0; i < input.streams(); ++i)
        if (scan.used[std::size_t(i)]
            && avformat_query_codec(webm, input.stream(i).codecpar->codec_id, FF_COMPLIANCE_NORMAL)
                != 1)
            return false;
    return true;
}

void addTags(av::AvOutput& output, const MediaTags& tags, Seconds length)
{
    output.setMetadata("title", tags.title);
    if (!tags.date.empty())
        output.setMetadata("creation_time", tags.date);
    const auto ms = [](Seconds s) { return std::int64_t(std::llround(s.count() * 1000)); };
    for (std::size_t i = 0; i < tags.chapters.size(); ++i)
        output.addChapter(ms(tags.chapters[i].t),
                          ms(i + 1 < tags.chapters.size() ? tags.chapters[i + 1].t : length),
                          tags.chapters[i].title);
}

/// Where each stream goes, -1: nowhere.
std::vector<int> addStreams(av::AvOutput& output, const av::AvInput& input, const PartScan& scan)
{
    std::vector<int> targets;
    for (int i = 0; i < input.streams(); ++i) {
        if (!scan.used[std::size_t(i)]) {
            targets.push_back(-1);
            continue;
        }
        const AVStream& from = input.stream(i);
        AVStream& to = output.addStream(*from.codecpar);
        to.time_base = from.time_base;
        to.avg_frame_rate = from.avg_frame_rate;
        to.sample_aspect_ratio = from.sample_aspect_ratio;
        to.disposition = from.disposition;
        targets.push_back(to.index);
    }
    return targets;
}

/// What the muxer takes off a stream's times. FFmpeg 5 writes the delay of Opus into the header
/// but, unlike later versions, does not add it to the times from which the demuxer took it.
std::int64_t lostDelay([[maybe_unused]] const AVStream& stream)
{
#if LIBAVFORMAT_VERSION_MAJOR < 60
    if (stream.codecpar->codec_id == AV_CODEC_ID_OPUS)
        return av_rescale_q(stream.codecpar->initial_padding, {1, 48000}, stream.time_base);
#endif
    return 0;
}

} // namespace

Status remux(av::AvInput& input, const PartScan& scan, const MediaTags& tags, TempFile to,
             std::uintmax_t reserve, const av::Watch& watch)
{
    auto created =
        av::AvOutput::create(isForWebm(input, scan) ? "webm" : "matroska", std::move(to), reserve);
    if (!created)
        return created.error();
    auto& output = **created;
    const auto targets = addStreams(output, input, scan);
    addTags(output, tags, scan.length);
    if (auto begun = output.begin("cues_to_front=1"); !begun)
        return begun;
    std::vector<std::int64_t> last(targets.size(), std::numeric_limits<std::int64_t>::min());
    const av::AvPacket packet(av_packet_alloc());
    while (input.read(*packet)) {
        if (watch.stop)
            return av::interrupted();
        watch.progress(input.share());
        const auto index = std::size_t(packet->stream_index);
        if (index >= targets.size() || targets[index] < 0 || packet->pts == AV_NOPTS_VALUE)
            continue;
        if (packet->dts == AV_NOPTS_VALUE)
            packet->dts = packet->pts;
        const AVStream& from = input.stream(packet->stream_index);
        packet->pts += lostDelay(from);
        packet->dts += lostDelay(from);
        // The muxer refuses times that step back. Better a frame a millisecond late than none.
        packet->dts = std::max(packet->dts, last[index]);
        packet->pts = std::max(packet->pts, packet->dts);
        last[index] = packet->dts;
        packet->stream_index = targets[index];
        if (auto written = output.write(*packet, from.time_base); !written)
            return written;
    }
    if (auto disk = input.checkDisk(); !disk)
        return disk;
    return output.finish();
}

} // namespace confab::finish
