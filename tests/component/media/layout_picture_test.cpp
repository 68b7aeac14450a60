// SPDX-License-Identifier: Apache-2.0
// Every built-in layout as it comes out of the encoder, measured against its geometry. With
// CONFAB_SHEET=FILE.png it also draws them all on one sheet (script/contact-sheet).
#include "layout/book/layout_book.hpp"
#include "media/video/compose/view.hpp"

#include "support/contact_sheet.hpp"
#include "support/decoded_view.hpp"
#include "support/gst_source.hpp"
#include "support/loop_fixture.hpp"

#include <cmath>

namespace confab::media {
namespace {

using namespace std::chrono_literals;
using test::Source;

constexpr std::size_t kCounts[] = {1, 2, 3, 5, 7, 9, 16, 25};
constexpr std::size_t kMost = 25;
constexpr int kInFlight = 3; // frames of before that are still on their way

struct Colour {
    std::uint32_t argb;
    Yuv yuv;
};

Colour colourOf(std::size_t i)
{
    const double hue = std::fmod(double(i) * 0.618034, 1.) * 6;
    const double light = i % 2 ? 1 : 0.6;
    const auto channel = [&](double offset) {
        const double k = std::fmod(hue + offset, 6.);
        return 255 * light * (1 - std::clamp(std::min(k, 4 - k), 0., 1.) * 0.8);
    };
    const double r = channel(5), g = channel(3), b = channel(1);
    return {0xff000000u | std::uint32_t(r) << 16 | std::uint32_t(g) << 8 | std::uint32_t(b),
            toYuv(int(r), int(g), int(b))};
}

bool isNear(const Yuv& a, const Yuv& b)
{
    return std::abs(a.y - b.y) < 12 && std::abs(a.u - b.u) < 12 && std::abs(a.v - b.v) < 12;
}

class LayoutPictureTest : public test::LoopFixture {
protected:
    void SetUp() override
    {
        registerCanvasOverlay();
        auto view = View::create(loop_, time_, texts_, {"main", video_, layout_},
                                 [this](std::string why) { error_ = why; });
        ASSERT_TRUE(view) << view.error().message;
        view_ = *std::move(view);
        viewer_ = std::make_unique<test::DecodedView>(loop_, time_);
        view_->addReceiver(viewer_->inlet());
        for (std::size_t i = 0; i < kMost; ++i)
            sources_.push_back(
                Source::colour(loop_, time_, std::to_string(colourOf(i).argb), 128, 72));
    }
    void TearDown() override
    {
        EXPECT_TRUE(view_->show({}, {}));
        EXPECT_EQ(error_, "");
    }

    layout::Arrangement show(const layout::Layout& layout, std::size_t count)
    {
        const auto arrangement = layout.arrange({video_.width, video_.height},
                                                std::vector<layout::LayoutSource>(count), {});
        room::Picture picture;
        picture.hidden = int(arrangement.hidden);
        for (const auto& tile : arrangement.tiles)
            picture.tiles.push_back({.participant = std::to_string(tile.source),
                                     .peer = std::to_string(tile.source),
                                     .cell = tile.cell,
                                     .picture = tile.picture,
                                     .crop = tile.crop,
                                     .z = tile.z,
                                     .label = tile.label,
                                     .name = std::to_string(tile.source + 1)});
        EXPECT_TRUE(view_->show(picture, [this](const room::PeerId& id) {
            return &sources_[std::stoul(id)]->fanout();
        }));
        return arrangement;
    }
    /// The first tile whose middle has another colour than its source; -1: none.
    int wrongTile(const layout::Arrangement& arrangement)
    {
        for (const auto& tile : arrangement.tiles)
            if (!isNear(viewer_->at(tile.cell.x + tile.cell.width / 2,
                                    tile.cell.y + tile.cell.height / 2),
                        colourOf(tile.source).yuv))
                return int(tile.source);
        return -1;
    }

    PipelineTexts texts_;
    TimeBase time_;
    config::VideoConfig video_{.width = 640, .height = 360, .bitrateKbps = 6000};
    config::LayoutConfig layout_{.animation = {}};
    std::string error_;
    std::vector<std::unique_ptr<Source>> sources_;
    std::unique_ptr<View> view_;
    std::unique_ptr<test::DecodedView> viewer_;
};

TEST_F(LayoutPictureTest, EverySourceIsWhereEveryLayoutSays)
{
    const layout::LayoutBook book;
    std::vector<std::string> captions;
    for (const auto count : kCounts)
        captions.push_back(std::to_string(count));
    test::ContactSheet sheet({video_.width, video_.height}, captions, book.entries().size());
    for (const auto& entry : book.entries()) {
        for (const std::size_t count : kCounts) {
            const auto arrangement = show(*entry.layout, count);
            const int before = viewer_->frames();
            int wrong = 0;
            runUntil(
                [&] {
                    return viewer_->frames() > before + kInFlight
                        && (wrong = wrongTile(arrangement)) == -1;
                },
                3s);
            EXPECT_EQ(wrong, -1) << entry.layout->name() << " with " << count;
            sheet.add(entry.layout->name(), *viewer_);
        }
    }
    sheet.save(g_getenv("CONFAB_SHEET"));
}

} // namespace
} // namespace confab::media
