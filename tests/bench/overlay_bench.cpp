// SPDX-License-Identifier: Apache-2.0
// What the overlay costs at 720p and 30 frames a second, nine tiles at rest:
//   meson test -C build --benchmark --verbose overlay
#include "media/video/draw/scenery.hpp"

#include <ctime>

#include <cstdio>
#include <vector>

using namespace confab;

namespace {

constexpr layout::Size kCanvas{1280, 720};
constexpr int kFrames = 3000, kFps = 30;
constexpr double kBar = 1; // core-%, for names and borders

room::Picture nineTiles(room::PictureTile::Face face)
{
    room::Picture picture;
    for (int i = 0; i < 9; ++i) {
        const layout::Rect cell{i % 3 * 426, i / 3 * 240, 426, 240};
        picture.tiles.push_back({.participant = "p",
                                 .peer = "p",
                                 .face = face,
                                 .cell = cell,
                                 .picture = cell,
                                 .name = "Alexandra Featherstone",
                                 .muted = i % 2 == 0,
                                 .speaking = true});
    }
    return picture;
}

/// Percent of a core.
double costOf(const media::OverlayScene& scene)
{
    std::vector<std::uint8_t> y(std::size_t(kCanvas.width * kCanvas.height), 100);
    std::vector<std::uint8_t> u(y.size() / 4, 128), v(u);
    std::uint8_t* const planes[3] = {y.data(), u.data(), v.data()};
    const int strides[3] = {kCanvas.width, kCanvas.width / 2, kCanvas.width / 2};
    const std::clock_t before = std::clock();
    for (int i = 0; i < kFrames; ++i)
        media::drawOverlay(scene, kCanvas, planes, strides);
    const double seconds = double(std::clock() - before) / CLOCKS_PER_SEC;
    return 100 * seconds / kFrames * kFps;
}

} // namespace

int main()
{
    auto scenery = media::Scenery::create(kCanvas, {});
    if (!scenery) {
        std::fprintf(stderr, "%s\n", scenery.error().message.c_str());
        return 2;
    }
    using Face = room::PictureTile::Face;
    const double names = costOf(*(*scenery)->of(nineTiles(Face::Live)));
    std::printf("core-%% at 720p30, nine tiles with names and borders:\n");
    std::printf("  live     %.2f (bar %.0f)\n", names, kBar);
    std::printf("  stalled  %.2f\n", costOf(*(*scenery)->of(nineTiles(Face::Stalled))));
    std::printf("  avatars  %.2f\n", costOf(*(*scenery)->of(nineTiles(Face::Avatar))));
    return names <= kBar ? 0 : 1;
}
