// SPDX-License-Identifier: Apache-2.0
#include "finish/steps/mp4.hpp"

#include "av/av_output.hpp"
#include "finish/steps/transcoder.hpp"

#include <algorithm>
#include <cmath>

namespace confab::finish {

namespace {

using Treatment = Transcoder::Treatment;

Treatment treatmentOf(const av::AvInput& input, const PartScan& scan, AVMediaType type,
                      AVCodecID wanted)
{
    const int index = input.first(type);
    if (index < 0 || !scan.used[std::size_t(index)])
        return Treatment::None;
    return input.stream(index).codecpar->codec_id == wanted ? Treatment::Copy : Treatment::Encode;
}

void copyTags(av::AvOutput& output, const AVFormatContext& from)
{
    const AVRational ms{1, 1000};
    for (unsigned i = 0; i < from.nb_chapters; ++i) {
        const AVChapter& chapter = *from.chapters[i];
        const auto* title = av_dict_get(chapter.metadata, "title", nullptr, 0);
        output.addChapter(av_rescale_q(chapter.start, chapter.time_base, ms),
                          av_rescale_q(chapter.end, chapter.time_base, ms),
                          title ? title->value : "");
    }
    for (const char* key : {"title", "creation_time"})
        if (const auto* entry = av_dict_get(from.metadata, key, nullptr, 0))
            output.setMetadata(key, entry->value);
}

AVStream* addStream(av::AvOutput& output, const av::AvInput& input, AVMediaType type,
                    Treatment treatment, const AVCodecContext* encoder)
{
    if (treatment == Treatment::None)
        return nullptr;
    const AVStream& from = input.stream(input.first(type));
    AVStream& to = output.addStream(*from.codecpar);
    to.time_base = from.time_base;
    to.avg_frame_rate = from.avg_frame_rate;
    if (encoder) {
        avcodec_parameters_from_context(to.codecpar, encoder);
        to.time_base = encoder->time_base;
    }
    return &to;
}

} // namespace

av::PictureFormat pictureFormat(const av::AvInput& input, const PartScan& scan,
                                const archive::Canvas& canvas)
{
    av::PictureFormat format;
    const int index = input.first(AVMEDIA_TYPE_VIDEO);
    if (canvas.width > 0 && canvas.height > 0) {
        format.width = canvas.width;
        format.height = canvas.height;
    } else if (index >= 0 && input.stream(index).codecpar->width > 1) {
        format.width = input.stream(index).codecpar->width;
        format.height = input.stream(index).codecpar->height;
    }
    format.width = std::max(16, format.width & ~1);
    format.height = std::max(16, format.height & ~1);
    if (canvas.fps > 0)
        format.fps = canvas.fps;
    else if (scan.frameRate.num > 0 && scan.frameRate.den > 0)
        format.fps = int(std::clamp(std::lround(av_q2d(scan.frameRate)), 1l, 60l));
    return format;
}

Status makeMp4(av::AvInput& input, const PartScan& scan, const archive::Canvas& canvas, TempFile to,
               std::uintmax_t reserve, const av::Watch& watch)
{
    const auto picture = treatmentOf(input, scan, AVMEDIA_TYPE_VIDEO, AV_CODEC_ID_H264);
    const auto sound = treatmentOf(input, scan, AVMEDIA_TYPE_AUDIO, AV_CODEC_ID_AAC);
    auto transcoder = Transcoder::open(pictureFormat(input, scan, canvas), picture, sound);
    if (!transcoder)
        return transcoder.error();
    auto created = av::AvOutput::create("mp4", std::move(to), reserve);
    if (!created)
        return created.error();
    auto& output = **created;
    const auto* video =
        addStream(output, input, AVMEDIA_TYPE_VIDEO, picture, transcoder->picture());
    const auto* audio = addStream(output, input, AVMEDIA_TYPE_AUDIO, sound, transcoder->sound());
    copyTags(output, input.context());
    if (auto begun = output.begin("movflags=+faststart"); !begun)
        return begun;
    const auto take = [&](AVMediaType type, AVPacket& packet, AVRational unit) {
        packet.stream_index = (type == AVMEDIA_TYPE_VIDEO ? video : audio)->index;
        return output.write(packet, unit);
    };
    if (auto ran = transcoder->run(input, Seconds(0), take, watch); !ran)
        return ran;
    if (auto finished = transcoder->finish(take); !finished)
        return finished;
    return output.finish();
}

} // namespace confab::finish
