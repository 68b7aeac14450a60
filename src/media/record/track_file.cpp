// SPDX-License-Identifier: Apache-2.0
#include "media/record/track_file.hpp"

#include "av/av.hpp"
#include "media/codec/codecs.hpp"

extern "C" {
#include <libavutil/mem.h>
}

#include <algorithm>
#include <cerrno>
#include <deque>
#include <unistd.h>

namespace confab::media {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

constexpr auto kLongestWait = 2s; // for a picture
// In front of a file that began without a picture; the pictures tell.
constexpr layout::Size kUnknownSize{640, 360};
constexpr int kBuffer = 64 * 1024;

int writeBytes(void* fd, std::uint8_t* from, int size)
{
    for (int done = 0; done < size;) {
        const auto n = ::write(*static_cast<int*>(fd), from + done, std::size_t(size - done));
        if (n < 0 && errno != EINTR)
            return AVERROR(errno);
        done += n < 0 ? 0 : int(n);
    }
    return size;
}

std::int64_t seekTo(void* fd, std::int64_t offset, int whence)
{
    const auto at = whence & AVSEEK_SIZE ? -1 : lseek(*static_cast<int*>(fd), offset, whence);
    return at < 0 ? AVERROR(whence & AVSEEK_SIZE ? ENOSYS : errno) : at;
}

struct Placed {
    SentPacket packet;
    milliseconds at;
};

} // namespace

class TrackFile::Muxer {
public:
    Muxer(UniqueFd file, Content content)
        : file_(std::move(file)), fd_(file_.get()), content_(content),
          io_(avio_alloc_context(static_cast<unsigned char*>(av_malloc(kBuffer)), kBuffer, 1, &fd_,
                                 nullptr, writeBytes, seekTo))
    {
    }

    Status write(Placed one)
    {
        if (context_)
            return put(one);
        const bool isPicture = one.packet.codec->isPicture();
        waiting_.push_back(std::move(one));
        if (!isPicture && waiting_.back().at - waiting_.front().at < kLongestWait)
            return Done{};
        return begin();
    }

    Status flush() { return context_ ? check(av_write_frame(context_.get(), nullptr)) : Done{}; }

    Status finish()
    {
        if (waiting_.empty() && !context_)
            return Done{};
        if (!context_)
            if (auto begun = begin(); !begun)
                return begun;
        return check(av_write_trailer(context_.get()));
    }

private:
    Status begin()
    {
        AVFormatContext* raw = nullptr;
        if (const int code = avformat_alloc_output_context2(&raw, nullptr, "webm", nullptr);
            code < 0)
            return av::avError("cannot write webm", code);
        context_.reset(raw);
        raw->pb = io_.get();
        raw->flags |= AVFMT_FLAG_CUSTOM_IO | AVFMT_FLAG_FLUSH_PACKETS;
        raw->avoid_negative_ts = AVFMT_AVOID_NEG_TS_DISABLED; // times stay as they are
        addPictures();
        if (content_ == Content::CameraAndMicrophone)
            addSound();
        av::AvOptions options;
        options.set("cluster_time_limit", "1000");
        auto status = check(avformat_write_header(raw, options));
        for (; status && !waiting_.empty(); waiting_.pop_front())
            status = put(waiting_.front());
        return status;
    }

    void addPictures()
    {
        layout::Size size = kUnknownSize;
        if (const auto& last = waiting_.back().packet; last.codec->isPicture())
            if (const auto frame = last.codec->frameIn(last.buffer.get()); frame && frame->keyframe)
                size = frame->size;
        auto& parameters = addStream(AVMEDIA_TYPE_VIDEO, pictureCodec());
        parameters.width = size.width;
        parameters.height = size.height;
    }

    void addSound()
    {
        auto& parameters = addStream(AVMEDIA_TYPE_AUDIO, soundCodec());
        parameters.sample_rate = soundCodec().clockRate;
        av_channel_layout_default(&parameters.ch_layout, 2);
    }

    AVCodecParameters& addStream(AVMediaType type, const Codec& codec)
    {
        auto& parameters = *avformat_new_stream(context_.get(), nullptr)->codecpar;
        parameters.codec_type = type;
        parameters.codec_id = av::codecId(codec.fileName);
        const auto header = codec.fileHeader;
        if (!header.empty()) {
            parameters.extradata_size = int(header.size());
            parameters.extradata = static_cast<std::uint8_t*>(
                av_mallocz(header.size() + AV_INPUT_BUFFER_PADDING_SIZE));
            std::copy(header.begin(), header.end(), parameters.extradata);
        }
        return parameters;
    }

    // Each stream by itself: the other may not send anything for minutes.
    Status put(const Placed& one)
    {
        const bool isSound = !one.packet.codec->isPicture();
        if (isSound && content_ == Content::Screen)
            return Done{};
        auto& last = last_[isSound];
        last = std::max(one.at, last + 1ms); // where a pause was, some come before the last ones
        GstMapInfo map;
        if (!gst_buffer_map(one.packet.buffer.get(), &map, GST_MAP_READ))
            return Done{};
        packet_->data = map.data;
        packet_->size = int(map.size);
        packet_->stream_index = isSound;
        packet_->flags = one.packet.keyframe ? AV_PKT_FLAG_KEY : 0;
        packet_->pts = packet_->dts = last.count();
        packet_->duration = isSound ? durationOf(*one.packet.buffer.get()).count() : 0;
        av_packet_rescale_ts(packet_.get(), {1, 1000},
                             context_->streams[packet_->stream_index]->time_base);
        const int code = av_write_frame(context_.get(), packet_.get());
        gst_buffer_unmap(one.packet.buffer.get(), &map);
        return check(code);
    }

    static milliseconds durationOf(const GstBuffer& sound)
    {
        return GST_BUFFER_DURATION_IS_VALID(&sound)
            ? milliseconds(GST_TIME_AS_MSECONDS(GST_BUFFER_DURATION(&sound)))
            : 20ms;
    }

    Status check(int code) const
    {
        if (io_->error < 0)
            code = io_->error;
        if (code < 0)
            return av::avError("cannot write", code);
        return Done{};
    }

    const UniqueFd file_;
    int fd_; // what io_ is told
    const Content content_;
    const av::AvIo io_;
    av::AvOutputContext context_; // once there is a header
    std::deque<Placed> waiting_; // for the header
    const av::AvPacket packet_{av_packet_alloc()};
    milliseconds last_[2]{-1ms, -1ms}; // pictures, sound
};

TrackFile::TrackFile(UniqueFd file, Content content)
    : muxer_(std::make_unique<Muxer>(std::move(file), content))
{
}

TrackFile::~TrackFile() = default;

Status TrackFile::write(const SentPacket& packet, std::chrono::nanoseconds at)
{
    return muxer_->write({packet, std::chrono::round<milliseconds>(at)});
}

Status TrackFile::flush()
{
    return muxer_->flush();
}

Status TrackFile::finish()
{
    return muxer_->finish();
}

} // namespace confab::media
