// SPDX-License-Identifier: Apache-2.0
#include "media/video/pixels/overlay.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>

namespace confab::media {
namespace {

/// A canvas with bytes behind each row and each plane that nobody may touch.
struct Canvas {
    static constexpr int kSpare = 5; // bytes
    static constexpr std::uint8_t kUntouched = 0xa5;

    explicit Canvas(layout::Size canvas)
        : size(canvas), half{(size.width + 1) / 2, (size.height + 1) / 2}
    {
        for (int i = 0; i < 3; ++i) {
            const layout::Size s = i ? half : size;
            plane[i].assign(std::size_t((s.width + kSpare) * (s.height + 1)), kUntouched);
            for (int y = 0; y < s.height; ++y)
                for (int x = 0; x < s.width; ++x)
                    at(i, x, y) = std::uint8_t(16 + (x * 7 + y * 13 + i * 31) % 220);
        }
    }
    int stride(int i) const { return (i ? half : size).width + kSpare; }
    std::uint8_t& at(int i, int x, int y) { return plane[i][std::size_t(y * stride(i) + x)]; }
    std::uint8_t at(int i, int x, int y) const { return plane[i][std::size_t(y * stride(i) + x)]; }
    void draw(const OverlayScene& scene)
    {
        std::uint8_t* const planes[3] = {plane[0].data(), plane[1].data(), plane[2].data()};
        const int strides[3] = {stride(0), stride(1), stride(2)};
        drawOverlay(scene, size, planes, strides);
    }
    bool operator==(const Canvas& o) const { return std::ranges::equal(plane, o.plane); }

    layout::Size size, half;
    std::vector<std::uint8_t> plane[3];
};

std::shared_ptr<OverlayPicture> randomPicture(layout::Size size, unsigned seed)
{
    std::mt19937 random(seed);
    const auto fill = [&](std::vector<std::uint8_t>& plane, int count) {
        for (int i = 0; i < count; ++i)
            plane.push_back(std::uint8_t(random()));
    };
    auto picture = std::make_shared<OverlayPicture>();
    picture->size = size;
    const int area = size.width * size.height;
    fill(picture->y, area);
    fill(picture->alpha, area);
    for (auto* plane : {&picture->u, &picture->v, &picture->alphaHalf})
        fill(*plane, area / 4);
    return picture;
}

std::shared_ptr<OverlayPicture> withAlpha(layout::Size size, std::uint8_t alpha)
{
    auto picture = randomPicture(size, 7);
    std::ranges::fill(picture->alpha, alpha);
    std::ranges::fill(picture->alphaHalf, alpha);
    picture->opaque = alpha == 255;
    return picture;
}

int floorHalf(int v)
{
    return int(std::floor(v / 2.));
}

/// As slow and as plain as can be.
void blendNaively(Canvas& canvas, const OverlayBlit& blit)
{
    const auto& p = *blit.picture;
    const auto mix = [](std::uint8_t& d, int s, int a) {
        d = std::uint8_t(std::floor((s * a + d * (255 - a)) / 255. + .5));
    };
    for (int y = 0; y < p.size.height; ++y)
        for (int x = 0; x < p.size.width; ++x) {
            const int cx = x + blit.x, cy = y + blit.y;
            if (cx < 0 || cy < 0 || cx >= canvas.size.width || cy >= canvas.size.height)
                continue;
            const auto i = std::size_t(y * p.size.width + x);
            mix(canvas.at(0, cx, cy), p.y[i], p.alpha[i]);
        }
    for (int y = 0; y < p.size.height / 2; ++y)
        for (int x = 0; x < p.size.width / 2; ++x) {
            const int cx = x + floorHalf(blit.x), cy = y + floorHalf(blit.y);
            if (cx < 0 || cy < 0 || cx >= canvas.half.width || cy >= canvas.half.height)
                continue;
            const auto i = std::size_t(y * p.size.width / 2 + x);
            mix(canvas.at(1, cx, cy), p.u[i], p.alphaHalf[i]);
            mix(canvas.at(2, cx, cy), p.v[i], p.alphaHalf[i]);
        }
}

TEST(Overlay, EveryPairOfValuesIsBlendedToTheNearest)
{
    auto picture = randomPicture({256, 256}, 1);
    Canvas canvas({256, 256});
    for (int a = 0; a < 256; ++a)
        for (int d = 0; d < 256; ++d) {
            picture->alpha[std::size_t(a * 256 + d)] = std::uint8_t(a);
            canvas.at(0, d, a) = std::uint8_t(d);
        }
    for (const int source : {0, 1, 16, 127, 128, 235, 254, 255}) {
        std::ranges::fill(picture->y, std::uint8_t(source));
        Canvas blended = canvas, expected = canvas;
        blended.draw({OverlayBlit{picture, 0, 0}});
        blendNaively(expected, {picture, 0, 0});
        EXPECT_EQ(blended, expected) << source;
    }
}

class OverlayPlace : public ::testing::TestWithParam<std::pair<int, int>> { };

TEST_P(OverlayPlace, IsClippedAtTheEdgesOfTheCanvas)
{
    const auto [x, y] = GetParam();
    for (const auto& picture : {randomPicture({34, 18}, 3), withAlpha({34, 18}, 255)}) {
        Canvas blended({64, 36});
        Canvas expected = blended;
        blended.draw({OverlayBlit{picture, x, y}});
        blendNaively(expected, {picture, x, y});
        EXPECT_EQ(blended, expected);
    }
}

INSTANTIATE_TEST_SUITE_P(Edges, OverlayPlace,
                         ::testing::Values(std::pair{0, 0}, std::pair{-10, 4}, std::pair{4, -10},
                                           std::pair{-10, -10}, std::pair{50, 30},
                                           std::pair{50, -6}, std::pair{-34, 0},
                                           std::pair{-33, -17}, std::pair{64, 0}, std::pair{0, 36},
                                           std::pair{-400, 900}));

TEST(Overlay, OddPlacesAndCanvasesTouchNothingOutside)
{
    const auto picture = randomPicture({8, 8}, 5);
    for (const layout::Size size : {layout::Size{21, 13}, layout::Size{20, 12}, layout::Size{1, 1}})
        for (int x = -9; x <= size.width; ++x)
            for (int y = -9; y <= size.height; ++y) {
                Canvas canvas(size);
                canvas.draw({OverlayBlit{picture, x, y}, OverlayBox{{x, y, 7, 5}},
                             OverlayGrey{{x, y, 5, 7}}});
                for (int i = 0; i < 3; ++i)
                    for (std::size_t at = 0; at < canvas.plane[i].size(); ++at)
                        if (int(at) % canvas.stride(i) >= (i ? canvas.half : size).width) {
                            ASSERT_EQ(canvas.plane[i][at], Canvas::kUntouched);
                        }
            }
}

TEST(Overlay, AnOpaqueDrawingReplacesWhatIsBelow)
{
    const auto picture = withAlpha({16, 8}, 255);
    Canvas canvas({32, 16});
    canvas.draw({OverlayBlit{picture, 4, 2}});
    EXPECT_EQ(canvas.at(0, 4, 2), picture->y[0]);
    EXPECT_EQ(canvas.at(0, 19, 9), picture->y[16 * 8 - 1]);
    EXPECT_EQ(canvas.at(1, 2, 1), picture->u[0]);
    EXPECT_EQ(canvas.at(2, 9, 4), picture->v[8 * 4 - 1]);
}

TEST(Overlay, ATransparentDrawingChangesNothing)
{
    Canvas canvas({32, 16});
    const Canvas before = canvas;
    canvas.draw({OverlayBlit{withAlpha({16, 8}, 0), 4, 2}});
    EXPECT_EQ(canvas, before);
}

TEST(Overlay, ColumnsOutsideOfARowsExtentAreSkipped)
{
    auto picture = randomPicture({16, 4}, 9);
    picture->rows = {{4, 8}, {}, {}, {2, 16}};
    for (int row = 0; row < 4; ++row)
        for (int x = 0; x < 16; ++x) {
            const auto& extent = picture->rows[std::size_t(row)];
            if (x < extent.first || x >= extent.last)
                picture->alpha[std::size_t(row * 16 + x)] = 0;
        }
    for (const int x : {0, 1, 4, 5, 6, 7})
        picture->alphaHalf[std::size_t(x)] *= x >= 2 && x < 4;
    picture->alphaHalf[8] = 0;
    for (const int x : {-6, 0, 24}) {
        Canvas blended({32, 16});
        Canvas expected = blended;
        blended.draw({OverlayBlit{picture, x, 2}});
        blendNaively(expected, {picture, x, 2});
        EXPECT_EQ(blended, expected) << x;
    }
}

TEST(Overlay, AClipLeavesTheRestAlone)
{
    const auto picture = withAlpha({32, 16}, 255);
    Canvas canvas({32, 16}), whole({32, 16});
    const Canvas before = canvas;
    whole.draw({OverlayBlit{picture, 0, 0}});
    canvas.draw({OverlayBlit{picture, 0, 0, {8, 4, 10, 6}}});
    for (int i = 0; i < 3; ++i)
        for (int y = 0; y < 16 >> (i > 0); ++y)
            for (int x = 0; x < 32 >> (i > 0); ++x) {
                const int scale = i ? 2 : 1;
                const bool inside =
                    x * scale >= 8 && x * scale < 18 && y * scale >= 4 && y * scale < 10;
                const Canvas& expected = inside ? whole : before;
                ASSERT_EQ(canvas.at(i, x, y), expected.at(i, x, y)) << i << ' ' << x << ' ' << y;
            }
}

TEST(Overlay, GreyTakesColourAndHalfTheLight)
{
    Canvas canvas({32, 16});
    canvas.at(0, 2, 2) = 235;
    canvas.at(0, 3, 2) = 16;
    const Canvas before = canvas;
    canvas.draw({OverlayGrey{{2, 2, 8, 4}}});
    EXPECT_EQ(canvas.at(0, 2, 2), 126);
    EXPECT_EQ(canvas.at(0, 3, 2), 16);
    EXPECT_EQ(canvas.at(1, 1, 1), 128);
    EXPECT_EQ(canvas.at(2, 4, 2), 128);
    EXPECT_EQ(canvas.at(0, 10, 2), before.at(0, 10, 2));
    EXPECT_EQ(canvas.at(1, 5, 1), before.at(1, 5, 1));
}

TEST(Overlay, ABoxIsOfItsColourAndClipped)
{
    Canvas canvas({32, 16});
    canvas.draw({OverlayBox{{-4, 10, 12, 40}, 100, 50, 200}});
    EXPECT_EQ(canvas.at(0, 0, 10), 100);
    EXPECT_EQ(canvas.at(0, 7, 15), 100);
    EXPECT_NE(canvas.at(0, 8, 15), 100);
    EXPECT_EQ(canvas.at(1, 3, 7), 50);
    EXPECT_EQ(canvas.at(2, 0, 5), 200);
}

TEST(Overlay, LaterItemsLieOverEarlierOnes)
{
    Canvas canvas({32, 16});
    canvas.draw({OverlayBox{{0, 0, 8, 8}, 100, 50, 200}, OverlayBox{{4, 0, 8, 8}, 30, 60, 90}});
    EXPECT_EQ(canvas.at(0, 2, 0), 100);
    EXPECT_EQ(canvas.at(0, 4, 0), 30);
}

} // namespace
} // namespace confab::media
