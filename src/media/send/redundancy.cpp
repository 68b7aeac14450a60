// SPDX-License-Identifier: Apache-2.0
#include "media/send/redundancy.hpp"

#include <gst/rtp/rtp.h>

#include <algorithm>
#include <cstring>
#include <optional>

namespace confab::media {

namespace {

// RFC 2198, 3: a block says its distance in time in 14 bits and its length in 10.
constexpr guint kMostDistance = (1 << 14) - 1;
constexpr guint kMostLength = (1 << 10) - 1;
constexpr std::size_t kBlockHeader = 4;
constexpr std::size_t kLastHeader = 1;

/// A packet, mapped for reading.
class Mapped {
public:
    explicit Mapped(GstBuffer* packet) : isMapped_(gst_rtp_buffer_map(packet, GST_MAP_READ, &rtp_))
    {
    }
    ~Mapped()
    {
        if (isMapped_)
            gst_rtp_buffer_unmap(&rtp_);
    }
    Mapped(const Mapped&) = delete;
    Mapped& operator=(const Mapped&) = delete;

    explicit operator bool() const { return isMapped_; }
    guint32 timestamp() { return gst_rtp_buffer_get_timestamp(&rtp_); }
    guint length() { return gst_rtp_buffer_get_payload_len(&rtp_); }
    /// With its extensions, which need not lie beside it.
    std::vector<guint8> header()
    {
        std::vector<guint8> bytes(gst_rtp_buffer_get_header_len(&rtp_));
        gst_buffer_extract(rtp_.buffer, 0, bytes.data(), bytes.size());
        return bytes;
    }
    const guint8* payload() { return static_cast<guint8*>(gst_rtp_buffer_get_payload(&rtp_)); }

private:
    GstRTPBuffer rtp_ = GST_RTP_BUFFER_INIT;
    bool isMapped_;
};

} // namespace

namespace {

// Without its number for congestion control: a receiver that has the packet drops this one before
// it counts it, and reports it lost.
GRef<GstBuffer> uncounted(GstBuffer* packet)
{
    auto copy = GRef<GstBuffer>::adopt(gst_buffer_copy_deep(packet));
    GstRTPBuffer rtp = GST_RTP_BUFFER_INIT;
    if (gst_rtp_buffer_map(copy.get(), GST_MAP_READWRITE, &rtp)) {
        gst_rtp_buffer_remove_extension_data(&rtp);
        gst_rtp_buffer_unmap(&rtp);
    }
    return copy;
}

} // namespace

std::vector<GRef<GstBuffer>> Redundancy::protect(GstBuffer* packet)
{
    const auto earlier = std::min<std::size_t>(std::clamp(earlier_.load(), 0, kMost), sent_.size());
    std::vector<GRef<GstBuffer>> now;
    if (settings_.form == Form::Red && earlier > 0) {
        now.push_back(inOne(packet, earlier));
    } else {
        now.push_back(GRef<GstBuffer>::share(packet));
        for (std::size_t i = 0; i < earlier; ++i)
            now.push_back(uncounted(sent_.rbegin()[i].get()));
    }
    // A copy: behind us the packet is changed in place.
    sent_.push_back(GRef<GstBuffer>::adopt(gst_buffer_copy_deep(packet)));
    if (sent_.size() > kMost)
        sent_.pop_front();
    return now;
}

GRef<GstBuffer> Redundancy::inOne(GstBuffer* packet, std::size_t earlier) const
{
    Mapped newest(packet);
    if (!newest)
        return GRef<GstBuffer>::share(packet);
    struct Block {
        guint8 header[kBlockHeader];
        GstBuffer* packet;
    };
    std::vector<Block> blocks;
    auto header = newest.header();
    header[1] = guint8((header[1] & 0x80) | settings_.redType); // the marker stays
    std::size_t size = header.size() + kLastHeader + newest.length();
    for (auto it = sent_.end() - std::ptrdiff_t(earlier); it != sent_.end(); ++it) {
        Mapped old(it->get());
        const guint32 distance = old ? newest.timestamp() - old.timestamp() : 0;
        if (distance == 0 || distance > kMostDistance || old.length() > kMostLength)
            continue; // after a pause, or too large
        Block block{{}, it->get()};
        block.header[0] = guint8(0x80 | settings_.soundType);
        GST_WRITE_UINT24_BE(block.header + 1, (distance << 10) | old.length());
        size += kBlockHeader + old.length();
        blocks.push_back(block);
    }
    auto whole = GRef<GstBuffer>::adopt(gst_buffer_new_allocate(nullptr, size, nullptr));
    gst_buffer_copy_into(whole.get(), packet,
                         GstBufferCopyFlags(GST_BUFFER_COPY_FLAGS | GST_BUFFER_COPY_TIMESTAMPS), 0,
                         gsize(-1));
    gsize at = 0;
    const auto put = [&](const guint8* data, gsize length) {
        at += gst_buffer_fill(whole.get(), at, data, length);
    };
    put(header.data(), header.size());
    for (const auto& block : blocks)
        put(block.header, kBlockHeader);
    const auto last = guint8(settings_.soundType);
    put(&last, kLastHeader);
    for (const auto& block : blocks) {
        Mapped old(block.packet);
        put(old.payload(), old.length());
    }
    put(newest.payload(), newest.length());
    return whole;
}

} // namespace confab::media
