// SPDX-License-Identifier: Apache-2.0
#include "av/av.hpp"
#include "media/video/compose/view.hpp"

#include "support/decoded_view.hpp"
#include "support/gst_source.hpp"
#include "support/loop_fixture.hpp"

#include <cstdlib>

namespace confab::media {
namespace {

using test::Source;

/// A JPEG's picture; null: it is none.
av::AvFrame decode(const std::string& jpeg)
{
    const auto* codec = avcodec_find_decoder(AV_CODEC_ID_MJPEG);
    const av::AvCodecContext context(avcodec_alloc_context3(codec));
    const av::AvPacket packet(av_packet_alloc());
    av::AvFrame frame(av_frame_alloc());
    if (avcodec_open2(context.get(), codec, nullptr) < 0
        || av_new_packet(packet.get(), int(jpeg.size())) < 0)
        return nullptr;
    std::copy(jpeg.begin(), jpeg.end(), packet->data);
    avcodec_send_packet(context.get(), packet.get());
    avcodec_send_packet(context.get(), nullptr);
    return avcodec_receive_frame(context.get(), frame.get()) < 0 ? nullptr : std::move(frame);
}

Yuv at(const AVFrame& frame, int x, int y)
{
    const auto value = [&](int plane, int shift) {
        return frame.data[plane][(y >> shift) * frame.linesize[plane] + (x >> shift)];
    };
    return {value(0, 0), value(1, 1), value(2, 1)};
}

bool isNear(const Yuv& a, const Yuv& b)
{
    return std::abs(a.y - b.y) < 12 && std::abs(a.u - b.u) < 12 && std::abs(a.v - b.v) < 12;
}

// BT.601, full range, as JPEG has it
constexpr Yuv kRed{76, 85, 255};
constexpr Yuv kGreen{150, 44, 21};

class SnapshotTest : public test::LoopFixture {
protected:
    void SetUp() override { open({}); }
    void TearDown() override { EXPECT_EQ(error_, ""); }

    void open(const config::VideoConfig& video)
    {
        registerCanvasOverlay();
        auto view = View::create(loop_, time_, texts_, {"main", video, layout_},
                                 [this](std::string why) { error_ = why; });
        ASSERT_TRUE(view) << view.error().message;
        view_ = *std::move(view);
    }
    std::string snapshot()
    {
        std::string taken;
        view_->takeSnapshot([&](const Result<std::string>& jpeg) {
            taken = jpeg ? *jpeg : "failed: " + jpeg.error().message;
        });
        EXPECT_TRUE(runUntil([&] { return !taken.empty(); }));
        return taken;
    }
    void showLeftAndRight(Fanout& left, Fanout& right)
    {
        room::Picture picture;
        picture.tiles = {{.participant = "a",
                          .peer = "a",
                          .cell = {0, 0, 640, 720},
                          .picture = {0, 0, 640, 720},
                          .label = false},
                         {.participant = "b",
                          .peer = "b",
                          .cell = {640, 0, 640, 720},
                          .picture = {640, 0, 640, 720},
                          .label = false}};
        ASSERT_TRUE(view_->show(
            picture, [&](const room::PeerId& id) { return id == "a" ? &left : &right; }));
    }

    PipelineTexts texts_;
    TimeBase time_;
    config::LayoutConfig layout_{.animation = {}};
    std::string error_;
    std::unique_ptr<View> view_;
};

TEST_F(SnapshotTest, ShowsWhatIsShownThoughNobodyReceivesIt)
{
    auto red = Source::colour(loop_, time_, "0xffff0000");
    auto green = Source::colour(loop_, time_, "0xff00ff00");
    showLeftAndRight(red->fanout(), green->fanout());
    const auto isRight = [&] {
        const auto frame = decode(snapshot());
        return frame && frame->width == 640 && frame->height == 360
            && isNear(at(*frame, 160, 180), kRed) && isNear(at(*frame, 480, 180), kGreen);
    };
    EXPECT_TRUE(runUntil(isRight));
    view_->drop("a");
    view_->drop("b");
}

TEST_F(SnapshotTest, PictureOnItsSideFitsToo)
{
    open({.width = 720, .height = 1280});
    const auto frame = decode(snapshot());
    ASSERT_TRUE(frame);
    EXPECT_EQ(frame->width, 360);
    EXPECT_EQ(frame->height, 640);
}

TEST_F(SnapshotTest, WorstPictureStillFitsALineOfTheLink)
{
    auto noise =
        std::make_unique<Source>(loop_, time_,
                                 "videotestsrc is-live=true pattern=snow ! "
                                 "video/x-raw,format=I420,width=640,height=720,framerate=30/1",
                                 Fanout::Kind::Raw);
    showLeftAndRight(noise->fanout(), noise->fanout());
    const auto isNoise = [&] { return snapshot().size() > 40000; };
    EXPECT_TRUE(runUntil(isNoise));
    EXPECT_LE(snapshot().size(), 128u * 1024);
    view_->drop("a");
    view_->drop("b");
}

TEST_F(SnapshotTest, WhoeverAsksMeanwhileGetsTheSame)
{
    std::vector<std::string> taken;
    for (int i = 0; i < 3; ++i)
        view_->takeSnapshot([&](const Result<std::string>& jpeg) { taken.push_back(*jpeg); });
    EXPECT_TRUE(taken.empty()) << "never from inside the call";
    EXPECT_TRUE(runUntil([&] { return taken.size() == 3; }));
    EXPECT_EQ(taken[0], taken[2]);
}

TEST_F(SnapshotTest, WhoReceivesDoesNotNotice)
{
    test::DecodedView viewer(loop_, time_);
    view_->addReceiver(viewer.inlet());
    EXPECT_TRUE(runUntil([&] { return viewer.frames() > 3; }));
    snapshot();
    const int before = viewer.frames();
    EXPECT_TRUE(runUntil([&] { return viewer.frames() > before + 3; }));
    view_->removeReceiver(viewer.inlet());
}

} // namespace
} // namespace confab::media
