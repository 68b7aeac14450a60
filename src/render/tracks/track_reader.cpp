// SPDX-License-Identifier: Apache-2.0
#include "render/tracks/track_reader.hpp"

#include "av/av.hpp"
#include "media/codec/codecs.hpp"

#include <fmt/format.h>

namespace confab::render {

using namespace std::chrono_literals;

namespace {

// Through /proc it is the very file that was opened, read from a position of its own.
Result<av::AvInputContext> openInput(const UniqueFd& file)
{
    av::AvOptions options;
    options.set("protocol_whitelist", "file");
    AVFormatContext* raw = nullptr;
    const int code =
        avformat_open_input(&raw, fmt::format("file:/proc/self/fd/{}", file.get()).c_str(),
                            av_find_input_format("matroska"), options);
    if (code < 0)
        return Error{Errc::InvalidArgument, "it cannot be read: " + av::avReason(code)};
    return av::AvInputContext(raw);
}

const media::Codec& codecOf(TrackReader::Kind kind)
{
    return kind == TrackReader::Kind::Pictures ? media::pictureCodec() : media::soundCodec();
}

/// The first stream of that codec; all others are passed over.
int chooseStream(AVFormatContext& input, const media::Codec& codec)
{
    const AVCodecID wanted = av::codecId(codec.fileName);
    int chosen = -1;
    for (unsigned i = 0; i < input.nb_streams; ++i) {
        if (chosen < 0 && input.streams[i]->codecpar->codec_id == wanted)
            chosen = int(i);
        else
            input.streams[i]->discard = AVDISCARD_ALL;
    }
    return chosen;
}

} // namespace

class TrackReader::Impl {
public:
    Impl(av::AvInputContext input, Kind kind, int mostPixels)
        : input_(std::move(input)), kind_(kind), mostPixels_(mostPixels),
          stream_(chooseStream(*input_, codecOf(kind)))
    {
    }

    std::optional<TrackPacket> next()
    {
        while (stream_ >= 0) {
            av_packet_unref(packet_.get());
            if (av_read_frame(input_.get(), packet_.get()) < 0)
                return std::nullopt;
            if (packet_->stream_index != stream_ || packet_->size <= 0)
                continue;
            if (auto packet = kind_ == Kind::Pictures ? picture() : sound())
                return packet;
        }
        return std::nullopt;
    }

private:
    std::chrono::nanoseconds toTime(std::int64_t value) const
    {
        return std::chrono::nanoseconds(
            av_rescale_q(value, input_->streams[stream_]->time_base, {1, 1000000000}));
    }

    TrackPacket whole() const
    {
        return {.at = toTime(packet_->pts == AV_NOPTS_VALUE ? packet_->dts : packet_->pts),
                .data = {packet_->data, std::size_t(packet_->size)}};
    }

    std::optional<TrackPacket> sound()
    {
        auto packet = whole();
        packet.duration = packet_->duration > 0 ? toTime(packet_->duration) : 20ms;
        return packet;
    }

    std::optional<TrackPacket> picture()
    {
        auto packet = whole();
        const auto frame = codecOf(kind_).readFrame(packet.data);
        if (!frame || packet.at <= last_)
            return std::nullopt;
        if (frame->keyframe) {
            const auto [width, height] = frame->size;
            isDecodable_ = width > 0 && height > 0 && width * height <= mostPixels_;
            size_ = frame->size;
        }
        if (!isDecodable_)
            return std::nullopt;
        last_ = packet.at;
        packet.size = size_;
        packet.keyframe = frame->keyframe;
        return packet;
    }

    av::AvInputContext input_;
    const Kind kind_;
    const int mostPixels_;
    const int stream_; // -1: none
    const av::AvPacket packet_{av_packet_alloc()};
    bool isDecodable_ = false; // since the last keyframe
    layout::Size size_;
    std::chrono::nanoseconds last_ = -1ns;
};

Result<TrackReader> TrackReader::open(const UniqueFd& file, Kind kind, int mostPixels)
{
    auto input = openInput(file);
    if (!input)
        return input.error();
    return TrackReader(std::make_unique<Impl>(*std::move(input), kind, mostPixels));
}

TrackReader::TrackReader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) { }
TrackReader::TrackReader(TrackReader&&) noexcept = default;
TrackReader& TrackReader::operator=(TrackReader&&) noexcept = default;
TrackReader::~TrackReader() = default;

std::optional<TrackPacket> TrackReader::next()
{
    return impl_->next();
}

} // namespace confab::render
