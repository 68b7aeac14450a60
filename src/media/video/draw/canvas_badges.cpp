// SPDX-License-Identifier: Apache-2.0
#include "media/video/draw/canvas_badges.hpp"

#include "media/video/draw/tile_scene.hpp"
#include "media/video/pixels/uncovered.hpp"

#include <algorithm>
#include <vector>

namespace confab::media {
namespace {

int textSize(layout::Size canvas)
{
    return std::max(14, std::min(canvas.width, canvas.height) / 40);
}

/// Adds them from right to left; returns the place of all, or an empty one.
layout::Rect addRow(OverlayScene& scene, Drawings& drawings, layout::Size canvas,
                    const std::vector<Pill>& pills)
{
    const int margin = badgeMargin(canvas), gap = evenUp(margin / 2);
    int left = canvas.width - margin, height = 0;
    for (const auto& pill : pills) {
        const auto drawing = drawings.pill(pill);
        left -= drawing->size.width;
        scene.emplace_back(OverlayBlit{drawing, left, margin});
        left -= gap;
        height = drawing->size.height;
    }
    return height ? layout::Rect{left, 0, canvas.width - left, margin + height} : layout::Rect{};
}

void addHidden(OverlayScene& scene, Drawings& drawings, layout::Size canvas,
               const room::Picture& picture, const layout::Rect& taken)
{
    const layout::Rect in = picture.tiles.empty() ? layout::Rect{0, 0, canvas.width, canvas.height}
                                                  : picture.tiles.back().cell;
    const int size = std::max(textSize(canvas), labelTextSize(in));
    const auto drawing =
        drawings.pill({.text = "+" + std::to_string(picture.hidden), .size = size, .bold = true});
    const int margin = badgeMargin(canvas);
    layout::Rect place{in.x + in.width - margin - drawing->size.width, in.y + margin,
                       drawing->size.width, drawing->size.height};
    if (touch(place, taken))
        place.y = taken.y + taken.height + evenUp(margin / 2);
    scene.emplace_back(OverlayBlit{drawing, place.x, place.y});
}

} // namespace

int badgeMargin(layout::Size canvas)
{
    return evenUp(std::max(8, std::min(canvas.width, canvas.height) / 60));
}

void addCanvasBadges(OverlayScene& scene, Drawings& drawings, layout::Size canvas,
                     const room::Picture& picture, const std::string& time)
{
    const int size = textSize(canvas);
    std::vector<Pill> pills;
    if (picture.recording)
        pills.push_back({.icons = {Icon::RecordingDot}, .text = "REC", .size = size, .bold = true});
    if (picture.locked)
        pills.push_back({.icons = {Icon::Padlock}, .size = size});
    if (!time.empty())
        pills.push_back({.text = time, .size = size});
    const layout::Rect taken = addRow(scene, drawings, canvas, pills);
    if (picture.hidden > 0)
        addHidden(scene, drawings, canvas, picture, taken);
}

} // namespace confab::media
