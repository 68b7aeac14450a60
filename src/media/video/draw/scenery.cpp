// SPDX-License-Identifier: Apache-2.0
#include "media/video/draw/scenery.hpp"

#include "media/video/draw/backdrop.hpp"
#include "media/video/draw/canvas_badges.hpp"
#include "media/video/draw/drawings.hpp"
#include "media/video/draw/image_file.hpp"
#include "media/video/draw/tile_scene.hpp"
#include "media/video/pixels/uncovered.hpp"
#include "media/video/text/shown_name.hpp"

#include <optional>

namespace confab::media {
namespace {

constexpr Colour kBackground{0x14, 0x18, 0x1f};
constexpr int kLogoShare = 6, kLogoWidthShare = 3; // of the canvas's height and width

Result<CairoSurfacePtr> readImage(const std::string& path)
{
    if (path.empty())
        return CairoSurfacePtr();
    return readPng(path);
}

/// An image of the canvas's size, so that the large one need not be kept.
CairoSurfacePtr covering(layout::Size canvas, cairo_surface_t* image)
{
    CairoSurfacePtr scaled;
    if (image) {
        const Drawing drawing(canvas);
        drawCovering(drawing, image);
        scaled.reset(cairo_surface_reference(cairo_get_target(drawing.cairo())));
    }
    return scaled;
}

/// The cells above a tile: it must not draw there.
std::vector<layout::Rect> cellsAbove(const std::vector<room::PictureTile>& tiles,
                                     const room::PictureTile& tile)
{
    std::vector<layout::Rect> cells;
    for (const auto& other : tiles)
        if (other.z > tile.z && touch(other.cell, tile.cell))
            cells.push_back(other.cell);
    return cells;
}

} // namespace

class Scenery::Impl {
public:
    Impl(layout::Size canvas, const Settings& settings, Typesetter typesetter, Colour colour,
         CairoSurfacePtr background, OverlayPicturePtr logo)
        : canvas_(canvas), settings_(settings), drawings_(std::move(typesetter)), colour_(colour),
          background_(covering(canvas, background.get())), logo_(std::move(logo))
    {
    }

    std::shared_ptr<const OverlayScene> of(const room::Picture& picture)
    {
        const std::string time = settings_.clock ? timeOfDay() : std::string();
        if (scene_ && picture == shown_ && time == time_)
            return scene_;
        drawings_.turn();
        auto scene = std::make_shared<OverlayScene>();
        for (const auto& tile : picture.tiles)
            addTile(*scene, drawings_, tile, cellsAbove(picture.tiles, tile));
        addCanvasBadges(*scene, drawings_, canvas_, picture, time);
        if (logo_)
            scene->emplace_back(OverlayBlit{logo_, badgeMargin(canvas_), badgeMargin(canvas_)});
        shown_ = picture;
        time_ = time;
        return scene_ = std::move(scene);
    }

    OverlayPicturePtr backdrop(const room::Picture& picture)
    {
        const Wanted wanted{picture.background, picture.invite, picture.room};
        if (backdrop_ && wanted == wanted_)
            return backdrop_;
        Backdrop backdrop{.colour = colour_, .image = background_.get()};
        if (const auto colour = parseColour(picture.background)) {
            backdrop.colour = *colour;
            backdrop.image = nullptr; // a layout that says its colour means it
        }
        backdrop.invite = oneLine(picture.invite);
        backdrop.room = oneLine(picture.room);
        wanted_ = wanted;
        return backdrop_ = drawBackdrop(drawings_.typesetter(), canvas_, backdrop);
    }

private:
    struct Wanted {
        std::string background, invite, room;
        bool operator==(const Wanted&) const = default;
    };

    std::string timeOfDay() const
    {
        const std::time_t now = settings_.now ? settings_.now() : std::time(nullptr);
        std::tm local{};
        char text[sizeof "00:00"];
        if (!localtime_r(&now, &local) || !std::strftime(text, sizeof text, "%H:%M", &local))
            return {};
        return text;
    }

    const layout::Size canvas_;
    const Settings settings_;
    Drawings drawings_;
    const Colour colour_;
    const CairoSurfacePtr background_;
    const OverlayPicturePtr logo_;

    room::Picture shown_; // what scene_ is of
    std::string time_;
    std::shared_ptr<const OverlayScene> scene_;
    Wanted wanted_; // what backdrop_ is of
    OverlayPicturePtr backdrop_;
};

Result<std::unique_ptr<Scenery>> Scenery::create(layout::Size canvas, const Settings& settings)
{
    auto typesetter = Typesetter::create(settings.font);
    if (!typesetter)
        return typesetter.error();
    const auto colour = parseColour(settings.background);
    auto background = readImage(colour ? std::string() : settings.background);
    if (!background)
        return background.error();
    const auto logo = readImage(settings.logo);
    if (!logo)
        return logo.error();
    OverlayPicturePtr fittedLogo;
    if (*logo)
        fittedLogo =
            fitted(logo->get(), {canvas.width / kLogoWidthShare, canvas.height / kLogoShare});
    return std::unique_ptr<Scenery>(new Scenery(std::make_unique<Impl>(
        canvas, settings, *std::move(typesetter), colour ? *colour : kBackground,
        *std::move(background), std::move(fittedLogo))));
}

Scenery::Scenery(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) { }
Scenery::~Scenery() = default;

std::shared_ptr<const OverlayScene> Scenery::of(const room::Picture& picture)
{
    return impl_->of(picture);
}

OverlayPicturePtr Scenery::backdrop(const room::Picture& picture)
{
    return impl_->backdrop(picture);
}

} // namespace confab::media
