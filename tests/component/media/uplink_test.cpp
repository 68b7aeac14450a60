// SPDX-License-Identifier: Apache-2.0
#include "media/peer/uplink.hpp"

#include "support/loop_fixture.hpp"

#include <atomic>

namespace confab::media {
namespace {

using namespace std::chrono_literals;

constexpr const char* kVp8 =
    "vp8enc deadline=1 keyframe-max-dist=9000 ! rtpvp8pay mtu=200 ! "
    "identity name=way ! capsfilter caps=application/x-rtp,encoding-name=VP8";
constexpr const char* kH264 =
    "x264enc tune=zerolatency threads=1 speed-preset=ultrafast key-int-max=9000 "
    "option-string=scenecut=0 ! video/x-h264,profile=constrained-baseline ! rtph264pay "
    "config-interval=-1 mtu=200 ! "
    "identity name=way ! capsfilter caps=application/x-rtp,encoding-name=H264";

/// A camera that makes a keyframe when it is asked, and at no other time.
class UplinkTest : public test::LoopFixture, public testing::WithParamInterface<const char*> {
protected:
    UplinkTest()
    {
        gst_bin_add(pipeline_.bin(), camera_.get());
        loss_ = PadProbe(padOf(childOf(camera_.get(), "way").get(), "src"),
                         GST_PAD_PROBE_TYPE_BUFFER, [this](GstPadProbeInfo*) {
                             return lose_-- > 0 ? GST_PAD_PROBE_DROP : GST_PAD_PROBE_OK;
                         });
        pipeline_.play();
        uplink_.openVideo(true);
        attach();
        nudges_ = Timer::every(loop_, 1s, [this] { uplink_.nudge(); });
    }
    void attach() { EXPECT_TRUE(uplink_.attach(HeldPad(padOf(camera_.get(), "src").get()))); }
    std::int64_t pictures() const { return uplink_.state().lastPictureUs; }
    /// True if pictures come for half a second, in at most `limit`.
    bool flows(std::chrono::milliseconds limit)
    {
        const auto first = pictures();
        return runUntil([&] { return pictures() > first + 500'000; }, limit);
    }

    std::atomic<int> lose_ = 0; // packets
    bool started_ = false;
    TimeBase time_;
    Pipeline pipeline_{loop_, time_, "test", {.failed = [](std::string) {}, .ended = {}}};
    PipelineTexts texts_;
    GRef<GstElement> camera_ = GRef<GstElement>::sink(gst_parse_bin_from_description(
        (std::string("videotestsrc is-live=true pattern=ball ! video/x-raw,format=I420,width=320,"
                     "height=180,framerate=30/1 ! ")
         + GetParam())
            .c_str(),
        TRUE, nullptr));
    Uplink uplink_{
        loop_,      time_,
        pipeline_,  texts_,
        1280 * 720, {.pictureStarted = [this] { started_ = true; }, .refused = [](std::string) {}}};
    PadProbe loss_;
    Timer nudges_;
};

// The request for a keyframe is one too many in that second, and is not sent.
TEST_P(UplinkTest, ALossRightAfterAKeyframeIsMendedSoonAfter)
{
    ASSERT_TRUE(runUntil([&] { return started_; }));
    lose_ = 3;
    ASSERT_TRUE(runUntil([&] { return lose_ <= 0; }));
    EXPECT_TRUE(flows(4s));
    lose_ = 3;
    ASSERT_TRUE(runUntil([&] { return lose_ <= 0; }));
    EXPECT_TRUE(flows(4s));
}

INSTANTIATE_TEST_SUITE_P(Codecs, UplinkTest, testing::Values(kVp8, kH264));

} // namespace
} // namespace confab::media
