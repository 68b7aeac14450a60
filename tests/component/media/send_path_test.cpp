// SPDX-License-Identifier: Apache-2.0
#include "media/send/send_path.hpp"

#include "media/flow/pipeline.hpp"
#include "support/loop_fixture.hpp"

#include <gst/app/gstappsrc.h>
#include <gst/rtp/rtp.h>

#include <atomic>

namespace confab::media {
namespace {

using namespace std::chrono_literals;

constexpr int kPackets = 20;
constexpr guint kBytes = 1000;

/// The way of packets into a webrtcbin that is not connected: what leaves is counted.
class SendPathTest : public test::LoopFixture {
protected:
    SendPathTest()
    {
        gst_bin_add(pipeline_.bin(), bin_.get());
        path_.setPath({.bitsPerSecond = 200'000, .roundTrip = 100ms});
        pipeline_.play();
    }
    static GstBuffer* packet(guint16 number)
    {
        GstBuffer* made = gst_rtp_buffer_new_allocate(kBytes, 0, 0);
        GstRTPBuffer rtp = GST_RTP_BUFFER_INIT;
        gst_rtp_buffer_map(made, GST_MAP_WRITE, &rtp);
        gst_rtp_buffer_set_ssrc(&rtp, 7);
        gst_rtp_buffer_set_seq(&rtp, number);
        gst_rtp_buffer_unmap(&rtp);
        return made;
    }
    /// How long it takes until all are through.
    std::chrono::milliseconds passes()
    {
        const auto begin = std::chrono::steady_clock::now();
        EXPECT_TRUE(runUntil([&] { return left_ == kPackets; }));
        return std::chrono::duration_cast<std::chrono::milliseconds>(
            std::chrono::steady_clock::now() - begin);
    }

    Pipeline pipeline_{loop_, TimeBase(), "test", {.failed = [](std::string) {}, .ended = {}}};
    GRef<GstElement> bin_ = GRef<GstElement>::sink(gst_parse_bin_from_description(
        "appsrc name=in format=time ! identity name=pay ! fakesink name=out async=false", FALSE,
        nullptr));
    GRef<GstElement> webrtcbin_ =
        GRef<GstElement>::sink(gst_element_factory_make("webrtcbin", nullptr));
    std::atomic<int> left_ = 0;
    PadProbe count_{padOf(childOf(bin_.get(), "out").get(), "sink"), GST_PAD_PROBE_TYPE_BUFFER,
                    [this](GstPadProbeInfo*) {
                        ++left_;
                        return GST_PAD_PROBE_OK;
                    }};
    SendPath path_{loop_,
                   webrtcbin_.get(),
                   {.pictures = padOf(childOf(bin_.get(), "pay").get(), "src"),
                    .sound = GRef<GstPad>::sink(gst_pad_new("sound", GST_PAD_SRC))},
                   {.form = Redundancy::Form::Again},
                   [](auto) {}};
};

// 20 kB at 280 kbit/s, less what may leave at once: half a second.
TEST_F(SendPathTest, PicturesThatComeAsSinglePacketsArePacedToo)
{
    const auto in = childOf(bin_.get(), "in");
    for (guint16 i = 0; i < kPackets; ++i)
        gst_app_src_push_buffer(GST_APP_SRC(in.get()), packet(i));
    EXPECT_GT(passes(), 350ms);
}

} // namespace
} // namespace confab::media
