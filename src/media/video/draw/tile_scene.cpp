// SPDX-License-Identifier: Apache-2.0
#include "media/video/draw/tile_scene.hpp"

#include "base/yuv.hpp"
#include "media/video/draw/avatar.hpp"
#include "media/video/pixels/uncovered.hpp"
#include "media/video/text/label_place.hpp"
#include "media/video/text/shown_name.hpp"

#include <algorithm>

namespace confab::media {
namespace {

constexpr Colour kRest{0x1c, 0x21, 0x28}, kSpeaker{0x4a, 0xde, 0x80};
constexpr int kThinBelow = 180; // pixels: cells less high than that have half a border
constexpr int kLeastForName = 72, kLeastForIcons = 40; // pixels: of a cell's height
constexpr int kLeastIcons = 10; // pixels: text size that their size goes with

/// Draws for one tile, around what lies above it.
class TileScene {
public:
    TileScene(OverlayScene& scene, Drawings& drawings, const room::PictureTile& tile,
              const std::vector<layout::Rect>& covers)
        : scene_(scene), drawings_(drawings), tile_(tile), covers_(covers)
    {
    }

    void add()
    {
        if (tile_.face == room::PictureTile::Face::Avatar)
            addAvatar();
        else
            addRest();
        if (tile_.face == room::PictureTile::Face::Stalled)
            addStalled();
        if (tile_.speaking)
            addBorder();
        addLabel();
    }

private:
    int border() const { return tile_.cell.height < kThinBelow ? 2 : 4; }

    void box(const layout::Rect& rect, Colour colour)
    {
        const Yuv yuv = toYuv(colour);
        for (const auto& part : uncovered(rect, covers_))
            scene_.emplace_back(OverlayBox{part, yuv.y, yuv.u, yuv.v});
    }

    void centred(const OverlayPicturePtr& drawing, const layout::Rect& in)
    {
        const layout::Size size = drawing->size;
        const layout::Rect place{(in.x + (in.width - size.width) / 2) & ~1,
                                 (in.y + (in.height - size.height) / 2) & ~1, size.width,
                                 size.height};
        for (const auto& part : uncovered(place, covers_))
            scene_.emplace_back(OverlayBlit{drawing, place.x, place.y, part});
    }

    void addRest()
    {
        for (const auto& part : uncovered(tile_.cell, {tile_.picture}))
            box(part, kRest);
    }

    void addAvatar()
    {
        const auto name = oneLine(tile_.name);
        box(tile_.cell, avatarColour(name));
        // In steps, so that a tile that grows does not need a new one for each frame.
        const int diameter = std::min(tile_.cell.width, tile_.cell.height) / 2 & ~7;
        if (diameter >= 16)
            centred(drawings_.avatar(name, diameter), tile_.cell);
    }

    void addStalled()
    {
        for (const auto& part : uncovered(tile_.picture, covers_))
            scene_.emplace_back(OverlayGrey{part});
        const int shorter = std::min(tile_.picture.width, tile_.picture.height);
        if (shorter >= 32)
            centred(drawings_.stalledSign(std::clamp(shorter / 4 & ~7, 24, 96)), tile_.picture);
    }

    void addBorder()
    {
        const auto& [x, y, width, height] = tile_.cell;
        const int line = border(), inner = height - 2 * line;
        box({x, y, width, line}, kSpeaker);
        box({x, y + height - line, width, line}, kSpeaker);
        box({x, y + line, line, inner}, kSpeaker);
        box({x + width - line, y + line, line, inner}, kSpeaker);
    }

    void addLabel()
    {
        Pill pill{.size = labelTextSize(tile_.cell)};
        if (tile_.hand)
            pill.icons.push_back(Icon::RaisedHand);
        if (tile_.muted)
            pill.icons.push_back(Icon::MutedMicrophone);
        if (tile_.weak)
            pill.icons.push_back(Icon::WeakSignal);
        if (tile_.label && tile_.cell.height >= kLeastForName)
            pill.text = oneLine(tile_.name);
        if (pill.text.empty() && pill.icons.empty())
            return;
        if (place(pill) || pill.icons.empty() || pill.text.empty())
            return;
        pill.text.clear(); // rather no name than no badge
        place(pill);
    }

    bool place(Pill& pill)
    {
        if (tile_.cell.height < kLeastForIcons)
            return false;
        const bool tiny = tile_.cell.height < kLeastForName;
        if (tiny)
            pill.size = kLeastIcons;
        const int margin = evenUp(border() + (tiny ? 2 : pill.size / 3)),
                  height = pillHeight(pill.size);
        const int bare = pillWidth(pill.icons.size(), pill.size, 0);
        const int least = pill.text.empty() ? bare : bare + 3 * pill.size;
        const int wanted = pill.text.empty() ? bare : bare + 8 * pill.size;
        const auto spot = labelPlace(tile_.cell, covers_, margin, height, least, wanted);
        if (!spot)
            return false;
        pill.maxWidth = pill.text.empty() ? 0 : spot->width;
        scene_.emplace_back(OverlayBlit{drawings_.pill(pill), spot->x, spot->y});
        return true;
    }

    OverlayScene& scene_;
    Drawings& drawings_;
    const room::PictureTile& tile_;
    const std::vector<layout::Rect>& covers_;
};

} // namespace

int labelTextSize(const layout::Rect& cell)
{
    return std::max(14, std::min(cell.width, cell.height) * 45 / 1000);
}

void addTile(OverlayScene& scene, Drawings& drawings, const room::PictureTile& tile,
             const std::vector<layout::Rect>& covers)
{
    if (!isEmpty(tile.cell))
        TileScene(scene, drawings, tile, covers).add();
}

} // namespace confab::media
