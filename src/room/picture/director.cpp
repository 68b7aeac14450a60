// SPDX-License-Identifier: Apache-2.0
#include "room/picture/director.hpp"

#include <algorithm>

namespace confab::room {

namespace {

layout::LayoutSource layoutSourceOf(const Director::Source& source)
{
    return {.screen = source.tile.screen,
            .aspect = source.aspect,
            .pinned = source.candidate.pinned,
            .user = source.tile.name};
}

std::vector<layout::LayoutSource> layoutSourcesOf(const std::vector<Director::Source>& sources)
{
    std::vector<layout::LayoutSource> all;
    for (const auto& source : sources)
        if (!source.onlyCounted)
            all.push_back(layoutSourceOf(source));
    return all;
}

} // namespace

Director::Director(std::string view, layout::Size canvas, layout::LayoutPtr layout,
                   layout::LayoutSpacing spacing)
    : view_(std::move(view)), canvas_(canvas), layout_(std::move(layout)), spacing_(spacing)
{
}

void Director::follow(const Director& other)
{
    layout_ = other.layout_;
    background_ = other.background_;
    seating_ = other.seating_;
}

Picture Director::direct(const std::vector<Source>& sources, const std::vector<std::string>& away)
{
    std::vector<Candidate> candidates;
    std::vector<const Source*> shown;
    for (const auto& source : sources) {
        if (source.onlyCounted)
            continue;
        candidates.push_back(source.candidate);
        shown.push_back(&source);
    }
    const layout::Layout& layout = layout_->resolve(layoutSourcesOf(sources));
    std::vector<const Source*> seated;
    std::vector<layout::LayoutSource> inOrder;
    for (const auto i : seating_.seat(candidates, layout.capacity(), layout.hasFocus(), away)) {
        seated.push_back(shown[i]);
        inOrder.push_back(layoutSourceOf(*shown[i]));
    }

    Picture picture;
    const auto arrangement = layout.arrange(canvas_, inOrder, spacing_);
    for (const auto& place : arrangement.tiles) {
        PictureTile tile = seated[place.source]->tile;
        tile.cell = place.cell;
        tile.picture = place.picture;
        tile.crop = place.crop;
        tile.z = place.z;
        tile.label = place.label;
        picture.tiles.push_back(std::move(tile));
    }
    if (layout.overflow() == layout::Overflow::Count)
        picture.hidden = int(sources.size() - picture.tiles.size());
    picture.background = background_.empty() ? layout_->background() : background_;
    return picture;
}

wire::Layout Director::describe(const Picture& picture) const
{
    wire::Layout layout{.view = view_,
                        .name = layout_->name(),
                        .width = canvas_.width,
                        .height = canvas_.height,
                        .hidden = picture.hidden,
                        .background = picture.background};
    for (const auto& tile : picture.tiles)
        layout.tiles.push_back({tile.participant, tile.screen ? "screen" : "camera", tile.cell.x,
                                tile.cell.y, tile.cell.width, tile.cell.height});
    return layout;
}

} // namespace confab::room
