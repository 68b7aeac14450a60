// SPDX-License-Identifier: Apache-2.0
#include "media/video/draw/scenery.hpp"

#include "base/yuv.hpp"
#include "media/video/draw/avatar.hpp"
#include "media/video/draw/image_file.hpp"
#include "media/video/text/shown_name.hpp"
#include "media/video/text/typesetter.hpp"

#include "support/painted_canvas.hpp"
#include "support/temp_folder.hpp"

#include <fontconfig/fontconfig.h>
#include <gtest/gtest.h>

#include <fstream>

namespace confab::media {
namespace {

using test::PaintedCanvas;
using Face = room::PictureTile::Face;

constexpr layout::Size kCanvas{640, 360};
constexpr layout::Rect kCell{200, 100, 320, 180};
constexpr const char* kArabic = "محمد عبد الله";
constexpr const char* kHebrew = "שלום כהן";

std::unique_ptr<Scenery> make(const Scenery::Settings& settings = {}, layout::Size canvas = kCanvas)
{
    auto scenery = Scenery::create(canvas, settings);
    EXPECT_TRUE(scenery) << scenery.error().message;
    return *std::move(scenery);
}

room::PictureTile tileOf(const std::string& name, layout::Rect cell = kCell)
{
    return {.participant = "p", .peer = "p", .cell = cell, .picture = cell, .name = name};
}

PaintedCanvas paint(const room::Picture& picture, const Scenery::Settings& settings = {},
                    layout::Size canvas = kCanvas)
{
    return {canvas, *make(settings, canvas)->of(picture)};
}
PaintedCanvas paint(const room::PictureTile& tile)
{
    return paint(room::Picture{.tiles = {tile}});
}

bool isInside(const layout::Rect& inner, const layout::Rect& outer)
{
    return inner.x >= outer.x && inner.y >= outer.y
        && inner.x + inner.width <= outer.x + outer.width
        && inner.y + inner.height <= outer.y + outer.height;
}

bool shows(const PaintedCanvas& canvas, int x, int y, Colour colour)
{
    const Yuv yuv = toYuv(colour);
    return canvas.y(x, y) == yuv.y && canvas.u(x, y) == yuv.u && canvas.v(x, y) == yuv.v;
}

TEST(SceneryLabel, IsAtTheLowerLeftOfItsCell)
{
    const layout::Rect label = paint(tileOf("Ann")).painted();
    EXPECT_TRUE(isInside(label, kCell));
    EXPECT_LE(label.x - kCell.x, 12);
    EXPECT_LE(kCell.y + kCell.height - label.y - label.height, 12);
    EXPECT_LT(label.width, 80);
    EXPECT_GE(label.height, 14);
}

TEST(SceneryLabel, GrowsWithTheCell)
{
    const layout::Rect small = paint(tileOf("Ann")).painted();
    const layout::Rect large =
        paint(room::Picture{.tiles = {tileOf("Ann", {0, 0, 1280, 720})}}, {}, {1280, 720})
            .painted();
    EXPECT_NEAR(double(large.height) / small.height, 32. / 14, .15);
}

TEST(SceneryLabel, ALongNameEndsInTheCell)
{
    const layout::Rect label = paint(tileOf(std::string(200, 'W'))).painted();
    EXPECT_TRUE(isInside(label, kCell));
    EXPECT_GT(label.width, kCell.width - 40);
    EXPECT_EQ(label.height, paint(tileOf("Ann")).painted().height);
}

TEST(SceneryLabel, IsToTheLeftFromRightToLeftToo)
{
    for (const char* name : {kArabic, kHebrew}) {
        const layout::Rect label = paint(tileOf(name)).painted();
        EXPECT_LE(label.x - kCell.x, 12);
        EXPECT_LT(label.width, kCell.width / 2);
    }
}

TEST(SceneryLabel, IsLeftOutOnRequestAndWhereItDoesNotFit)
{
    auto tile = tileOf("Ann");
    tile.label = false;
    EXPECT_EQ(paint(tile).painted(), layout::Rect{});
    EXPECT_EQ(paint(tileOf("Ann", {0, 0, 80, 46})).painted(), layout::Rect{});
    EXPECT_EQ(paint(tileOf("Ann", {0, 0, 2, 2})).painted(), layout::Rect{});
    EXPECT_EQ(paint(tileOf("Ann", {})).painted(), layout::Rect{});
}

TEST(SceneryLabel, BadgesAreThereWithoutItAndInSmallCells)
{
    auto tile = tileOf("Ann");
    tile.label = false;
    tile.muted = true;
    const layout::Rect muted = paint(tile).painted();
    EXPECT_TRUE(isInside(muted, kCell));
    EXPECT_LT(muted.width, 40);
    tile.hand = true;
    EXPECT_GT(paint(tile).painted().width, muted.width);
    tile.label = true;
    tile.cell = tile.picture = {0, 0, 80, 46};
    EXPECT_TRUE(isInside(paint(tile).painted(), tile.cell));
    EXPECT_NE(paint(tile).painted(), layout::Rect{});
}

TEST(SceneryLabel, MakesWayForTheTileAboveIt)
{
    auto inset = tileOf("Inset", {0, 240, 200, 120});
    inset.z = 1;
    inset.label = false;
    const room::Picture picture{.tiles = {tileOf("The large one", {0, 0, 640, 360}), inset}};
    const layout::Rect label = paint(picture).painted();
    EXPECT_FALSE(isInside(label, inset.cell));
    EXPECT_GE(label.x, inset.cell.width);
}

TEST(SceneryTile, NothingOfALowerOneLiesOnAHigherOne)
{
    auto inset = tileOf("", {200, 100, 200, 120});
    inset.z = 1;
    auto large = tileOf("The large one", {0, 0, 640, 360});
    large.speaking = large.muted = large.hand = true;
    for (const auto face : {Face::Live, Face::Stalled, Face::Avatar}) {
        large.face = face;
        const auto canvas = paint(room::Picture{.tiles = {large, inset}});
        const PaintedCanvas untouched(kCanvas, {});
        for (int y = 100; y < 220; ++y)
            for (int x = 200; x < 400; ++x)
                ASSERT_EQ(canvas.y(x, y), untouched.y(x, y)) << int(face) << ' ' << x << ' ' << y;
    }
}

TEST(SceneryTile, TheSpeakerHasABorderInsideTheCell)
{
    auto tile = tileOf("");
    tile.speaking = true;
    const auto canvas = paint(tile);
    EXPECT_EQ(canvas.painted(), kCell);
    constexpr Colour kGreen{0x4a, 0xde, 0x80};
    for (const auto& [x, y] : {std::pair{200, 100}, std::pair{519, 279}, std::pair{203, 190},
                               std::pair{516, 190}, std::pair{360, 103}, std::pair{360, 276}})
        EXPECT_TRUE(shows(canvas, x, y, kGreen)) << x << ' ' << y;
    EXPECT_EQ(canvas.y(204, 190), PaintedCanvas(kCanvas, {}).y(204, 190));
}

TEST(SceneryTile, AnAvatarFillsTheCellWithTheColourOfTheName)
{
    auto tile = tileOf("Ann Cox");
    tile.face = Face::Avatar;
    const auto canvas = paint(tile);
    EXPECT_EQ(canvas.painted(), kCell);
    EXPECT_TRUE(shows(canvas, kCell.x + 2, kCell.y + 2, avatarColour("Ann Cox")));
    EXPECT_GT(canvas.y(360, 150), canvas.y(kCell.x + 2, kCell.y + 2)) << "the circle";
}

TEST(SceneryTile, TheColourOfANameIsAlwaysTheSame)
{
    EXPECT_EQ(avatarColour("Ann Cox"), avatarColour(std::string("Ann ") + "Cox"));
    // Would differ between two servers if it came from std::hash.
    EXPECT_EQ(avatarColour("Ann"), (Colour{0x5f, 0x42, 0x1d}));
}

TEST(SceneryTile, AStalledPictureIsGreyWithASign)
{
    auto tile = tileOf("");
    tile.face = Face::Stalled;
    const auto canvas = paint(tile);
    EXPECT_EQ(canvas.painted(), kCell);
    EXPECT_EQ(canvas.y(kCell.x, kCell.y), 68);
    PaintedCanvas plain(kCanvas, {OverlayGrey{kCell}});
    const layout::Rect sign = canvas.differsFrom(plain);
    EXPECT_NEAR(sign.x + sign.width / 2, 360, 3);
    EXPECT_NEAR(sign.y + sign.height / 2, 190, 3);
}

TEST(SceneryTile, TheRestOfACellIsCoveredBesideAPicture)
{
    auto tile = tileOf("");
    tile.crop = false;
    tile.picture = {300, 100, 100, 180};
    const auto canvas = paint(tile);
    EXPECT_TRUE(shows(canvas, 200, 100, {0x1c, 0x21, 0x28}));
    EXPECT_TRUE(shows(canvas, 519, 279, {0x1c, 0x21, 0x28}));
    EXPECT_EQ(canvas.y(350, 190), PaintedCanvas(kCanvas, {}).y(350, 190));
}

TEST(SceneryBadges, AreInTheUpperRightCornerAndTheHiddenBelow)
{
    room::Picture picture{.tiles = {tileOf("", {0, 0, 640, 360})}};
    picture.recording = picture.locked = true;
    const layout::Rect badges = paint(picture).painted();
    EXPECT_TRUE(isInside(badges, {440, 0, 200, 48}));
    picture.hidden = 12;
    const layout::Rect more =
        paint(picture).differsFrom(paint(room::Picture{.recording = true, .locked = true}));
    EXPECT_TRUE(isInside(more, {560, badges.y + badges.height, 80, 60}));
}

TEST(SceneryBadges, TheHiddenAreCountedInTheCornerOfTheLastTile)
{
    auto tile = tileOf("");
    const layout::Rect badge = paint(room::Picture{.tiles = {tile}, .hidden = 3}).painted();
    EXPECT_TRUE(isInside(badge, {kCell.x + 200, kCell.y, 120, 60}));
}

TEST(SceneryBadges, TheClockTurnsWithTheMinute)
{
    std::time_t now = 1700000000 / 60 * 60;
    const auto scenery = make({.clock = true, .now = [&now] { return now; }});
    const auto first = scenery->of({});
    EXPECT_NE(PaintedCanvas(kCanvas, *first).painted(), layout::Rect{});
    now += 59;
    EXPECT_EQ(scenery->of({}), first);
    now += 1;
    EXPECT_NE(scenery->of({}), first);
}

TEST(Scenery, AnEqualPictureIsTheSameScene)
{
    const auto scenery = make();
    const room::Picture picture{.tiles = {tileOf("Ann")}};
    const auto first = scenery->of(picture);
    EXPECT_EQ(scenery->of(room::Picture(picture)), first);
    EXPECT_NE(scenery->of({}), first);
}

TEST(Scenery, WhatHasBeenDrawnIsKeptForAPicture)
{
    const auto scenery = make();
    const auto drawing = [&](const room::Picture& picture) {
        return std::get<OverlayBlit>(scenery->of(picture)->front()).picture;
    };
    auto tile = tileOf("Ann");
    const auto first = drawing({.tiles = {tile}});
    tile.cell = tile.picture = {0, 0, 320, 180};
    EXPECT_EQ(drawing({.tiles = {tile}}), first) << "it has only moved";
    std::weak_ptr<const OverlayPicture> held = first;
    EXPECT_EQ(drawing({.tiles = {tileOf("Bob"), tile}}) == first, false);
    EXPECT_FALSE(held.expired());
}

TEST(Scenery, DrawingsThatTwoPicturesHaveNotIncludedAreForgotten)
{
    const auto scenery = make();
    std::weak_ptr<const OverlayPicture> drawing =
        std::get<OverlayBlit>(scenery->of({.tiles = {tileOf("Ann")}})->front()).picture;
    scenery->of({});
    EXPECT_FALSE(drawing.expired());
    scenery->of({.tiles = {tileOf("Bob")}});
    EXPECT_TRUE(drawing.expired());
}

TEST(SceneryFonts, HaveLatinArabicHebrewAndEmoji)
{
    const auto typesetter = Typesetter::create("sans-serif");
    ASSERT_TRUE(typesetter) << typesetter.error().message;
    for (const char* name : {"Zoë 🎈 O'Brien", kArabic, kHebrew, "Łukasz Đorđević", "Ωμέγα Яна",
                             "👩\u200D👩\u200D👧\u200D👦"})
        EXPECT_FALSE(typesetter->set(oneLine(name), {}).lacksGlyphs()) << name;
}

TEST(SceneryFonts, EmojiAreInColour)
{
    const auto canvas = paint(tileOf("🎈🎈🎈"));
    bool red = false;
    for (int x = kCell.x; x < kCell.x + 60; x += 2)
        red |= canvas.v(x, kCell.y + kCell.height - 16) > 170;
    EXPECT_TRUE(red);
}

TEST(SceneryFonts, WithNoneAtAllTheErrorNamesAPackage)
{
    using Config = std::unique_ptr<FcConfig, FreeWith<FcConfigDestroy>>;
    const Config system(FcConfigReference(nullptr)), empty(FcConfigCreate());
    FcConfigSetCurrent(empty.get());
    const auto scenery = Scenery::create(kCanvas, {});
    FcConfigSetCurrent(system.get());
    ASSERT_FALSE(scenery);
    EXPECT_EQ(scenery.error().code, Errc::NotFound);
    EXPECT_NE(scenery.error().message.find("fonts-dejavu-core"), std::string::npos);
}

std::string repeated(const std::string& text, int count)
{
    std::string all;
    for (int i = 0; i < count; ++i)
        all += text;
    return all;
}

class SceneryHostileName : public ::testing::TestWithParam<std::string> { };

TEST_P(SceneryHostileName, StaysInItsCell)
{
    auto tile = tileOf(GetParam());
    tile.muted = tile.hand = true;
    for (const auto& cell : {kCell, layout::Rect{0, 0, 60, 180}, layout::Rect{10, 10, 128, 72}}) {
        tile.cell = tile.picture = cell;
        tile.face = Face::Live;
        EXPECT_TRUE(isInside(paint(tile).painted(), cell));
        tile.face = Face::Avatar;
        EXPECT_EQ(paint(tile).painted(), cell);
    }
    room::Picture holding{.invite = GetParam(), .room = GetParam()};
    EXPECT_EQ(make()->backdrop(holding)->size, kCanvas);
}

INSTANTIATE_TEST_SUITE_P(Names, SceneryHostileName,
                         ::testing::Values("", " ", repeated("👩\u200D👩\u200D👧\u200D👦", 64),
                                           "Z" + repeated("\u0301\u0327\u0488", 64),
                                           repeated("\u0301", 64), repeated("\u200D", 64),
                                           repeated("\u202E\u2066", 32) + "abc",
                                           std::string("\x01\x02\x1b[31m\0\n\r\t\v", 12),
                                           repeated("\xff\xc0\xf8", 21), repeated("\uFDFD", 64),
                                           repeated("𒐫", 64), repeated("\U0010FFFF", 64),
                                           repeated("\u0E49", 64), std::string(100000, 'W'),
                                           "<b>&amp;<span size='999999'>"));

TEST(SceneryBackdrop, IsOfItsColourAndOpaque)
{
    const auto scenery = make();
    const auto backdrop = scenery->backdrop({});
    EXPECT_TRUE(backdrop->opaque);
    EXPECT_EQ(backdrop->size, kCanvas);
    EXPECT_TRUE(shows({kCanvas, {OverlayBlit{backdrop}}}, 0, 0, {0x14, 0x18, 0x1f}));
    const auto red = scenery->backdrop({.background = "#ff0000"});
    EXPECT_TRUE(shows({kCanvas, {OverlayBlit{red}}}, 639, 359, {255, 0, 0}));
}

TEST(SceneryBackdrop, IsTheSamePointerUntilSomethingInItChanges)
{
    const auto scenery = make();
    room::Picture picture{.invite = "https://example.org/a", .room = "a"};
    const auto first = scenery->backdrop(picture);
    picture.recording = true;
    EXPECT_EQ(scenery->backdrop(picture), first);
    picture.invite += 'b';
    EXPECT_NE(scenery->backdrop(picture), first);
}

TEST(SceneryBackdrop, TheHoldingScreenHasItsTextInTheMiddle)
{
    const auto scenery = make();
    const PaintedCanvas plain(kCanvas, {OverlayBlit{scenery->backdrop({})}});
    const PaintedCanvas holding(
        kCanvas,
        {OverlayBlit{scenery->backdrop({.invite = "https://example.org/a", .room = "a"})}});
    const layout::Rect text = holding.differsFrom(plain);
    EXPECT_NEAR(text.x + text.width / 2, 320, 8);
    EXPECT_NEAR(text.y + text.height / 2, 180, 30);
    EXPECT_LT(text.width, 600);
}

class SceneryImage : public ::testing::Test {
protected:
    std::string png(int width, int height, Colour colour, double alpha = 1)
    {
        const auto path = (folder_ / "image.png").string();
        const Drawing drawing({width, height});
        setColour(drawing.cairo(), colour, alpha);
        cairo_paint(drawing.cairo());
        cairo_surface_write_to_png(cairo_get_target(drawing.cairo()), path.c_str());
        return path;
    }
    std::string file(const std::string& content)
    {
        const auto path = (folder_ / "file").string();
        std::ofstream(path, std::ios::binary) << content;
        return path;
    }
    static Errc codeOf(const Scenery::Settings& settings)
    {
        const auto scenery = Scenery::create(kCanvas, settings);
        EXPECT_FALSE(scenery);
        return scenery ? Errc::Conflict : scenery.error().code;
    }

    test::TempFolder folder_;
};

TEST_F(SceneryImage, CoversTheCanvas)
{
    const auto scenery = make({.background = png(50, 400, {255, 0, 0})});
    const PaintedCanvas canvas(kCanvas, {OverlayBlit{scenery->backdrop({})}});
    for (const auto& [x, y] : {std::pair{0, 0}, std::pair{639, 0}, std::pair{639, 359}})
        EXPECT_TRUE(shows(canvas, x, y, {255, 0, 0})) << x << ' ' << y;
}

TEST_F(SceneryImage, ALogoIsInTheUpperLeftCornerAndSmall)
{
    const auto canvas = paint(room::Picture{}, {.logo = png(400, 400, {255, 0, 0})});
    const layout::Rect logo = canvas.painted();
    EXPECT_TRUE(isInside(logo, {0, 0, 80, 80}));
    EXPECT_EQ(logo.height, 60);
    EXPECT_TRUE(shows(canvas, 30, 30, {255, 0, 0}));
}

TEST_F(SceneryImage, ATranslucentLogoKeepsItsColour)
{
    const auto image = readPng(png(40, 40, {255, 0, 0}, .5));
    ASSERT_TRUE(image);
    const auto logo = fitted(image->get(), {20, 20});
    EXPECT_NEAR(logo->y[0], 81, 1);
    EXPECT_NEAR(logo->v[0], 240, 1);
    EXPECT_NEAR(logo->alpha[0], 128, 1);
}

TEST_F(SceneryImage, ABackgroundMayBeAColour)
{
    const auto scenery = Scenery::create(kCanvas, {.background = "#ff0000"});
    ASSERT_TRUE(scenery) << scenery.error().message;
    const auto backdrop = (*scenery)->backdrop({});
    EXPECT_NEAR(backdrop->y[0], 81, 1);
    EXPECT_NEAR(backdrop->v[0], 240, 1);
}

TEST_F(SceneryImage, WhatCannotBeReadIsAnError)
{
    EXPECT_EQ(codeOf({.background = folder_ / "none.png"}), Errc::NotFound);
    EXPECT_EQ(codeOf({.logo = folder_.path().string()}), Errc::InvalidArgument);
    EXPECT_EQ(codeOf({.logo = file("")}), Errc::InvalidArgument);
    EXPECT_EQ(codeOf({.logo = file("GIF89a, and then some more of it")}), Errc::InvalidArgument);
    EXPECT_EQ(codeOf({.background = png(4098, 2, {})}), Errc::InvalidArgument);
}

TEST_F(SceneryImage, ADamagedOneIsAnError)
{
    std::ifstream whole(png(64, 64, {1, 2, 3}), std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(whole), {}};
    bytes.resize(bytes.size() / 2);
    EXPECT_EQ(codeOf({.logo = file(bytes)}), Errc::InvalidArgument);
}

} // namespace
} // namespace confab::media
