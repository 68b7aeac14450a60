// SPDX-License-Identifier: Apache-2.0
#include "bot/meter/tile_watch.hpp"

#include <algorithm>

namespace confab::bot {

namespace {

/// Mean of one plane of an I420 frame in a rectangle given in shares of its width and height.
int mean(const GstVideoFrame& frame, guint plane, double left, double top, double right,
         double bottom)
{
    const int width = GST_VIDEO_FRAME_COMP_WIDTH(&frame, plane);
    const int height = GST_VIDEO_FRAME_COMP_HEIGHT(&frame, plane);
    const int stride = GST_VIDEO_FRAME_PLANE_STRIDE(&frame, plane);
    const auto* data = static_cast<const guint8*>(GST_VIDEO_FRAME_PLANE_DATA(&frame, plane));
    const int x0 = std::clamp(int(left * width), 0, width - 1);
    const int y0 = std::clamp(int(top * height), 0, height - 1);
    const int x1 = std::clamp(int(right * width), x0 + 1, width);
    const int y1 = std::clamp(int(bottom * height), y0 + 1, height);
    long sum = 0;
    for (int y = y0; y < y1; ++y)
        for (int x = x0; x < x1; ++x)
            sum += data[y * stride + x];
    return int(sum / (long(x1 - x0) * (y1 - y0)));
}

/// The middle fifth of a tile, away from names and borders.
Yuv middleOf(const GstVideoFrame& frame, const wire::Layout& layout, const wire::Tile& t)
{
    const double left = (t.x + t.width * 0.4) / layout.width;
    const double right = (t.x + t.width * 0.6) / layout.width;
    const double top = (t.y + t.height * 0.4) / layout.height;
    const double bottom = (t.y + t.height * 0.6) / layout.height;
    const auto plane = [&](guint p) {
        return std::uint8_t(mean(frame, p, left, top, right, bottom));
    };
    return {plane(0), plane(1), plane(2)};
}

} // namespace

void TileWatch::setOwn(const std::string& own, std::shared_ptr<const FeedSignals> signals)
{
    std::lock_guard lock(mutex_);
    own_ = own;
    signals_ = std::move(signals);
}

void TileWatch::setLayout(wire::Layout layout)
{
    std::lock_guard lock(mutex_);
    layout_ = std::move(layout);
    std::map<std::string, SeenTile> kept;
    for (const auto& tile : layout_.tiles) {
        kept[tile.participant] = std::move(seen_[tile.participant]);
        kept[tile.participant].tile = tile;
    }
    seen_ = std::move(kept);
}

void TileWatch::look(const GstVideoFrame& frame, std::int64_t nowUs)
{
    std::lock_guard lock(mutex_);
    if (layout_.width <= 0 || layout_.height <= 0)
        return;
    for (auto& [participant, seen] : seen_) {
        const Yuv yuv = middleOf(frame, layout_, seen.tile);
        seen.rgb = toRgb(yuv);
        seen.identity = identityOf(seen.rgb);
        if (seen.identity)
            seen.matchedUs = nowUs;
        if (participant == own_)
            timeFlash(yuv.y, nowUs);
    }
}

void TileWatch::timeFlash(int luma, std::int64_t nowUs)
{
    const bool was = std::exchange(white_, luma > 125);
    const std::int64_t pushed = signals_ ? signals_->flashPushedUs.load() : 0;
    if (white_ && !was && pushed)
        latencies_.push_back({nowUs, double(nowUs - pushed) / 1000});
}

std::vector<SeenTile> TileWatch::tiles() const
{
    std::lock_guard lock(mutex_);
    std::vector<SeenTile> tiles;
    for (const auto& [participant, seen] : seen_)
        tiles.push_back(seen);
    return tiles;
}

std::vector<Latency> TileWatch::latencies() const
{
    std::lock_guard lock(mutex_);
    return latencies_;
}

} // namespace confab::bot
