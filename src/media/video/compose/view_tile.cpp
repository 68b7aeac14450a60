// SPDX-License-Identifier: Apache-2.0
#include "media/video/compose/view_tile.hpp"

#include "media/video/compose/cadence.hpp"
#include "media/video/pixels/fast_scaling.hpp"

#include <algorithm>

namespace confab::media {

namespace {

void setPlace(GstPad* pad, const layout::Rect& rect)
{
    g_object_set(pad, "xpos", rect.x, "ypos", rect.y, "width", rect.width, "height", rect.height,
                 nullptr);
}

layout::Rect placeOf(GstPad* pad)
{
    layout::Rect rect;
    g_object_get(pad, "xpos", &rect.x, "ypos", &rect.y, "width", &rect.width, "height",
                 &rect.height, nullptr);
    return rect;
}

layout::Rect between(const layout::Rect& a, const layout::Rect& b, double f)
{
    const auto mix = [f](int from, int to) { return (from + int(f * (to - from))) & ~1; };
    return {mix(a.x, b.x), mix(a.y, b.y), mix(a.width, b.width), mix(a.height, b.height)};
}

/// What becomes of a picture on its way in: the right size, and a frame of the mix.
Inlet::Turn turnOf(const ViewTile::Home& home, std::shared_ptr<TileScaler> scaler)
{
    auto cadence = std::make_shared<Cadence>(Cadence::Time(home.frame));
    return [scaler = std::move(scaler), cadence = std::move(cadence),
            newest = home.newest](const Packet& picture) -> std::optional<Packet> {
        const GstClockTime due = GST_BUFFER_PTS(picture.buffer.get());
        const GstClockTime frame = *newest;
        if (!GST_CLOCK_TIME_IS_VALID(due) || !GST_CLOCK_TIME_IS_VALID(frame))
            return scaler->turn(picture, due);
        const auto shownAt = cadence->of(Cadence::Time(due), Cadence::Time(frame));
        return scaler->turn(picture, GstClockTime(shownAt));
    };
}

} // namespace

Result<std::unique_ptr<ViewTile>> ViewTile::create(const Home& home, const PipelineTexts& texts,
                                                   Fanout& pictures, const room::PictureTile& place)
{
    auto bin = texts.build("tile");
    if (!bin)
        return bin.error();
    std::unique_ptr<ViewTile> tile(new ViewTile(home, *bin, pictures));
    tile->gate_.open(true);
    tile->moveTo(place);
    home.pipeline.add(*bin, GST_BIN(home.bin));
    gst_pad_link(padOf(bin->get(), "src").get(), tile->pad_.get());
    pictures.add(tile->inlet_);
    return tile;
}

ViewTile::ViewTile(const Home& home, GRef<GstElement> bin, Fanout& pictures)
    : home_(home), bin_(std::move(bin)),
      pad_(GRef<GstPad>::adopt(gst_element_request_pad_simple(home.compositor, "sink_%u"))),
      inlet_(childOf(bin_.get(), "in"), Inlet::Start::Anywhere, turnOf(home, scaler_)),
      gate_(padOf(bin_.get(), "src")), pictures_(pictures)
{
}

// The pad first: in the other order the streaming thread sits in the aggregator's chain while
// set_state waits for it. Before that the gate: a picture that finds no pad any more is an error of
// the whole view.
ViewTile::~ViewTile()
{
    pictures_.remove(inlet_);
    gate_.open(false);
    gst_element_release_request_pad(home_.compositor, pad_.get());
    home_.pipeline.remove(bin_);
}

// A picture that fits keeps its shape even before the room knows of it: a phone that is turned.
void ViewTile::moveTo(const room::PictureTile& place)
{
    const layout::Rect& rect = place.picture;
    gst_util_set_object_arg(G_OBJECT(pad_.get()), "sizing-policy",
                            place.crop ? "none" : "keep-aspect-ratio");
    scaler_->follow({rect.width, rect.height}, place.crop);
    g_object_set(pad_.get(), "zorder", guint(1 + place.z), nullptr);
    if (to_ == rect)
        return;
    from_ = isNew_ ? rect : placeOf(pad_.get());
    to_ = rect;
    if (isNew_)
        setPlace(pad_.get(), rect);
    else
        scaleFast(pad_.get(), true); // until it has arrived, pictures have another size
}

bool ViewTile::glide(double f)
{
    const double eased = 1 - (1 - f) * (1 - f) * (1 - f);
    const bool isMoving = isNew_ || isGliding();
    if (isNew_)
        g_object_set(pad_.get(), "alpha", alpha_ = std::max(alpha_, eased), nullptr);
    else if (isGliding())
        setPlace(pad_.get(), between(from_, to_, eased));
    if (f >= 1) {
        scaleFast(pad_.get(), false);
        isNew_ = false;
        from_ = to_;
    }
    return isMoving;
}

} // namespace confab::media
