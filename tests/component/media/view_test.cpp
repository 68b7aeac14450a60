// SPDX-License-Identifier: Apache-2.0
#include "media/video/compose/view.hpp"

#include "support/decoded_view.hpp"
#include "support/gst_source.hpp"
#include "support/loop_fixture.hpp"
#include "support/temp_folder.hpp"

#include <atomic>
#include <cstdlib>
#include <fstream>

namespace confab::media {
namespace {

using namespace std::chrono_literals;
using test::Source;

constexpr const char* kRed = "0xffff0000";
constexpr const char* kGreen = "0xff00ff00";
// BT.601, limited range
constexpr Yuv kRedYuv{81, 90, 240};
constexpr Yuv kGreenYuv{145, 54, 34};

bool isNear(const Yuv& a, const Yuv& b)
{
    return std::abs(a.y - b.y) < 12 && std::abs(a.u - b.u) < 12 && std::abs(a.v - b.v) < 12;
}

class ViewTest : public test::LoopFixture {
protected:
    void SetUp() override
    {
        registerCanvasOverlay();
        auto view = View::create(loop_, time_, texts_, {"main", config_, layout_},
                                 [this](std::string why) { error_ = why; });
        ASSERT_TRUE(view) << view.error().message;
        view_ = *std::move(view);
        viewer_ = std::make_unique<test::DecodedView>(loop_, time_);
        view_->addReceiver(viewer_->inlet());
    }
    void TearDown() override { EXPECT_EQ(error_, ""); }

    struct Shown {
        room::PeerId id;
        Fanout* pictures;
        layout::Rect rect;
        bool crop = true;
    };
    Status show(const std::vector<Shown>& shown)
    {
        room::Picture picture;
        for (const auto& s : shown) {
            sources_[s.id] = s.pictures;
            picture.tiles.push_back({.participant = s.id,
                                     .peer = s.id,
                                     .cell = s.rect,
                                     .picture = s.rect,
                                     .crop = s.crop,
                                     .label = false,
                                     .name = s.id});
        }
        return view_->show(picture, [this](const room::PeerId& id) { return sources_[id]; });
    }

    PipelineTexts texts_;
    TimeBase time_;
    config::VideoConfig config_;
    config::LayoutConfig layout_{.animation = {}};
    std::map<room::PeerId, Fanout*> sources_;
    std::string error_;
    std::unique_ptr<View> view_;
    std::unique_ptr<test::DecodedView> viewer_;
};

// It begins now, and does not first make up for the time before there was a view.
TEST_F(ViewTest, OneThatIsOpenedLaterBeginsNow)
{
    runUntil([] { return false; }, 3s);
    for (int i = 0; i < 5; ++i) {
        auto late = View::create(loop_, time_, texts_, {"late", config_, layout_},
                                 [this](std::string why) { error_ = why; });
        ASSERT_TRUE(late) << late.error().message;
        test::DecodedView viewer(loop_, time_);
        std::atomic<int> encoded = 0;
        const PadProbe count(viewer.encodedPad(), GST_PAD_PROBE_TYPE_BUFFER,
                             [&encoded](GstPadProbeInfo*) {
                                 ++encoded;
                                 return GST_PAD_PROBE_OK;
                             });
        (*late)->addReceiver(viewer.inlet());
        const GstClockTime start = time_.now();
        ASSERT_TRUE(runUntil([&] { return viewer.frames() > 0; }));
        EXPECT_GT(viewer.lastPts() + 100 * GST_MSECOND, start);
        runUntil([] { return false; }, 500ms);
        EXPECT_LT(encoded, 40);
        (*late)->removeReceiver(viewer.inlet());
    }
}

TEST_F(ViewTest, DoesWithoutAnImageThatCannotBeRead)
{
    const test::TempFolder folder;
    std::ofstream(folder / "logo.png") << "no PNG at all";
    for (const config::LayoutConfig& layout :
         {config::LayoutConfig{.logo = folder / "logo.png"},
          config::LayoutConfig{.background = folder / "none.png"},
          config::LayoutConfig{.background = "#336699"}}) {
        const auto view = View::create(loop_, time_, texts_, {"plain", config_, layout},
                                       [this](std::string why) { error_ = why; });
        EXPECT_TRUE(view) << view.error().message;
    }
}

TEST_F(ViewTest, EverySourceIsInItsTileAndNowhereElse)
{
    auto red = Source::colour(loop_, time_, kRed), green = Source::colour(loop_, time_, kGreen);
    ASSERT_TRUE(show({{"a", &red->fanout(), {0, 180, 640, 360}},
                      {"b", &green->fanout(), {640, 180, 640, 360}}}));
    EXPECT_TRUE(runUntil([&] {
        return isNear(viewer_->at(320, 360), kRedYuv) && isNear(viewer_->at(960, 360), kGreenYuv);
    }));
    EXPECT_LT(viewer_->at(320, 90).y, 40);
    view_->drop("a");
    view_->drop("b");
}

TEST_F(ViewTest, APortraitSourceIsCroppedNotStretched)
{
    // Red above and below a green square: cropping a 360x640 picture to 16:9 leaves green alone.
    auto source = std::make_unique<Source>(
        loop_, time_,
        "videotestsrc is-live=true pattern=solid-color foreground-color=0xff00ff00 ! "
        "video/x-raw,format=I420,framerate=30/1,width=360,height=360 ! "
        "videobox top=-140 bottom=-140 fill=red ! "
        "video/x-raw,format=I420,colorimetry=bt601,width=360,height=640",
        Fanout::Kind::Raw);
    ASSERT_TRUE(show({{"a", &source->fanout(), {0, 0, 1280, 720}}}));
    for (const int y : {360, 8, 710})
        EXPECT_TRUE(runUntil([&] { return isNear(viewer_->at(640, y), kGreenYuv); }))
            << "at " << y << ": " << +viewer_->at(640, y).y << ' ' << +viewer_->at(640, y).u << ' '
            << +viewer_->at(640, y).v;
    view_->drop("a");
}

TEST_F(ViewTest, APictureThatFitsIsWholeAndKeepsItsShape)
{
    auto green = Source::colour(loop_, time_, kGreen, 360, 640);
    ASSERT_TRUE(show({{"a", &green->fanout(), {438, 0, 404, 720}, false}}));
    for (const int y : {8, 710})
        EXPECT_TRUE(runUntil([&] { return isNear(viewer_->at(640, y), kGreenYuv); }))
            << "at " << y << ": " << +viewer_->at(640, y).y << ' ' << +viewer_->at(640, y).u << ' '
            << +viewer_->at(640, y).v;
    EXPECT_LT(viewer_->at(400, 360).y, 60);
    EXPECT_LT(viewer_->at(880, 360).y, 60);
    view_->drop("a");
}

TEST_F(ViewTest, WhatChangesPlaceGlidesThere)
{
    layout_.animation = 1s; // long, so that a slow machine sees the way, too
    SetUp();
    auto red = Source::colour(loop_, time_, kRed);
    ASSERT_TRUE(show({{"a", &red->fanout(), {0, 0, 640, 360}}}));
    EXPECT_FALSE(runUntil([] { return false; }, 1200ms)); // until it has come
    ASSERT_TRUE(isNear(viewer_->at(320, 180), kRedYuv));
    ASSERT_TRUE(show({{"a", &red->fanout(), {640, 360, 640, 360}}}));
    EXPECT_TRUE(runUntil([&] {
        return isNear(viewer_->at(640, 360), kRedYuv) && !isNear(viewer_->at(40, 40), kRedYuv)
            && !isNear(viewer_->at(1240, 680), kRedYuv);
    })) << "half way";
    EXPECT_TRUE(runUntil(
        [&] { return isNear(viewer_->at(1270, 710), kRedYuv) && viewer_->at(320, 180).y < 60; }));
    view_->drop("a");
}

TEST_F(ViewTest, WhatIsMovedWhileItComesDoesNotVanishAgain)
{
    layout_.animation = 1s;
    SetUp();
    auto red = Source::colour(loop_, time_, kRed);
    ASSERT_TRUE(show({{"a", &red->fanout(), {0, 0, 640, 360}}}));
    ASSERT_TRUE(runUntil([&] { return isNear(viewer_->at(300, 180), kRedYuv); }));
    ASSERT_TRUE(show({{"a", &red->fanout(), {0, 0, 600, 360}}}));
    EXPECT_FALSE(runUntil([&] { return viewer_->at(300, 180).v < 200; }, 800ms));
    view_->drop("a");
}

// An aggregator that loses its last pad starts again at timestamp 0: nothing for as long as it ran.
TEST_F(ViewTest, ARoomThatWasEmptyShowsItsPictureAtOnce)
{
    auto red = Source::colour(loop_, time_, kRed);
    ASSERT_TRUE(show({{"a", &red->fanout(), {0, 0, 1280, 720}}}));
    ASSERT_TRUE(runUntil([&] { return isNear(viewer_->at(640, 360), kRedYuv); }));
    view_->drop("a");
    view_->removeReceiver(viewer_->inlet());
    EXPECT_FALSE(runUntil([] { return false; }, 2s));

    viewer_ = std::make_unique<test::DecodedView>(loop_, time_);
    view_->addReceiver(viewer_->inlet());
    ASSERT_TRUE(show({{"b", &red->fanout(), {0, 0, 1280, 720}}}));
    EXPECT_TRUE(runUntil([&] { return isNear(viewer_->at(640, 360), kRedYuv); }, 1500ms));
    EXPECT_NEAR(double(time_.now() - viewer_->lastPts()) / GST_SECOND, 0.1, 0.3);
    view_->drop("b");
}

TEST_F(ViewTest, ASourceThatStandsStillHoldsUpNobody)
{
    auto red = Source::colour(loop_, time_, kRed);
    auto stalled =
        std::make_unique<Source>(loop_, time_,
                                 "videotestsrc is-live=true num-buffers=5 ! "
                                 "video/x-raw,format=I420,framerate=30/1,width=320,height=180",
                                 Fanout::Kind::Raw);
    ASSERT_TRUE(show({{"a", &red->fanout(), {0, 180, 640, 360}},
                      {"b", &stalled->fanout(), {640, 180, 640, 360}}}));
    ASSERT_TRUE(runUntil([&] { return viewer_->frames() > 30; }));
    const int before = viewer_->frames();
    EXPECT_FALSE(runUntil([] { return false; }, 2s));
    EXPECT_GT(viewer_->frames() - before, 40) << "frames in 2 s";
    view_->drop("a");
    view_->drop("b");
}

TEST_F(ViewTest, TilesComeAndGoWhileItPlays)
{
    auto red = Source::colour(loop_, time_, kRed, 320, 180);
    for (int i = 0; i < 50; ++i) { // at every moment of a frame
        ASSERT_TRUE(show({{"a", &red->fanout(), {0, 0, 640, 360}}}));
        runUntil([] { return false; }, i * 1ms);
        view_->drop("a");
    }
    const int before = viewer_->frames();
    EXPECT_TRUE(runUntil([&] { return viewer_->frames() > before + 10; }));
}

// Up to 0.3 the text of a view had the encoder in it, and operators have such files.
TEST_F(ViewTest, ATextThatEndsInAnEncoderOfItsOwnStillServes)
{
    const test::TempFolder folder;
    std::ofstream(folder / "view.pipeline")
        << "compositor name=compositor force-live=true ignore-inactive-pads=true "
           "start-time-selection=first\n"
           "! video/x-raw,format=I420,width={width},height={height},framerate={fps}/1\n"
           "! canvasoverlay name=overlay\n"
           "! vp8enc deadline=1 target-bitrate={bitrate} keyframe-max-dist={keyframe-frames}\n"
           "! fakesink name=out sync=false async=false enable-last-sample=false\n\n"
           "appsrc name=backdrop is-live=false format=time\n"
           "! imagefreeze is-live=true allow-replace=true ! compositor.sink_0\n";
    const PipelineTexts texts(folder.path());
    auto view = View::create(loop_, time_, texts, {"own", config_, layout_},
                             [this](std::string why) { error_ = why; });
    ASSERT_TRUE(view) << view.error().message;
    test::DecodedView viewer(loop_, time_);
    (*view)->addReceiver(viewer.inlet());
    EXPECT_TRUE(runUntil([&] { return viewer.frames() > 10; }));
    (*view)->removeReceiver(viewer.inlet());
}

// The decoder is told of the new size by the keyframe alone, as a browser is.
TEST_F(ViewTest, ASmallerPictureIsTheSameAndIsMadeOnlyWhileSomebodyReceivesIt)
{
    ASSERT_EQ(view_->rungs().size(), 3u);
    auto red = Source::colour(loop_, time_, kRed);
    ASSERT_TRUE(show({{"a", &red->fanout(), {640, 360, 640, 360}}}));
    EXPECT_EQ(view_->scaledRenditions(), 0u);
    test::DecodedView small(loop_, time_);
    view_->addReceiver(small.inlet(), {2});
    EXPECT_EQ(view_->scaledRenditions(), 1u);
    EXPECT_TRUE(runUntil([&] { return isNear(small.at(240, 135), kRedYuv); }));
    EXPECT_LT(small.at(80, 45).y, 60);
    viewer_->takeLongestGapMs();
    view_->removeReceiver(small.inlet());
    EXPECT_EQ(view_->scaledRenditions(), 0u);
    const int before = viewer_->frames();
    EXPECT_TRUE(runUntil([&] { return viewer_->frames() > before + 30; }));
    view_->drop("a");
}

TEST_F(ViewTest, AReceiverChangesTheRungAtAKeyframe)
{
    ASSERT_TRUE(runUntil([&] { return viewer_->frames() > 30; }));
    for (const std::size_t rung : {1u, 2u, 0u}) {
        const int before = viewer_->frames();
        view_->removeReceiver(viewer_->inlet());
        viewer_->inlet().restart();
        view_->addReceiver(viewer_->inlet(), {rung});
        view_->setKbps({rung}, 200);
        EXPECT_TRUE(runUntil([&] { return viewer_->frames() > before + 30; })) << rung;
    }
    EXPECT_EQ(view_->scaledRenditions(), 0u);
}

TEST_F(ViewTest, KeyframesAreForcedOnceASecondWhoeverAsks)
{
    std::atomic<int> keyframes = 0;
    ASSERT_TRUE(runUntil([&] { return viewer_->frames() > 5; }));
    const PadProbe count(viewer_->encodedPad(), GST_PAD_PROBE_TYPE_BUFFER,
                         [&keyframes](GstPadProbeInfo* info) {
                             if (!GST_BUFFER_FLAG_IS_SET(GST_PAD_PROBE_INFO_BUFFER(info),
                                                         GST_BUFFER_FLAG_DELTA_UNIT))
                                 ++keyframes;
                             return GST_PAD_PROBE_OK;
                         });
    runUntil(
        [&] {
            view_->requestKeyframe();
            return false;
        },
        3s);
    EXPECT_GE(keyframes, 2);
    EXPECT_LE(keyframes, 4);
}

} // namespace
} // namespace confab::media
