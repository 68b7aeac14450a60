// SPDX-License-Identifier: Apache-2.0
#include "media/video/pixels/overlay.hpp"

#include "base/gst/pad_probe.hpp"

#include <gst/app/gstappsink.h>
#include <gst/video/video.h>
#include <gtest/gtest.h>

#include <atomic>
#include <string>

namespace confab::media {
namespace {

/// A black picture that goes through a canvasoverlay.
class OverlayElement : public ::testing::Test {
protected:
    static void SetUpTestSuite()
    {
        static const bool registered = registerCanvasOverlay();
        ASSERT_TRUE(registered);
    }
    void TearDown() override
    {
        if (pipeline_)
            gst_element_set_state(pipeline_.get(), GST_STATE_NULL);
    }

    void play(const std::string& between = {}, const std::string& format = "I420")
    {
        const auto text = "videotestsrc pattern=black ! video/x-raw,format=" + format
            + ",width=66,height=34,framerate=30/1 ! " + between
            + "canvasoverlay name=overlay ! appsink name=out sync=false max-buffers=1";
        pipeline_ = GRef<GstElement>::sink(gst_parse_launch(text.c_str(), nullptr));
        ASSERT_TRUE(pipeline_);
        overlay_ = child("overlay");
        out_ = child("out");
    }
    void start()
    {
        ASSERT_NE(gst_element_set_state(pipeline_.get(), GST_STATE_PLAYING),
                  GST_STATE_CHANGE_FAILURE);
    }
    GRef<GstElement> child(const char* name)
    {
        return GRef<GstElement>::adopt(gst_bin_get_by_name(GST_BIN(pipeline_.get()), name));
    }
    /// Y, U or V of the next frame; -1 if there is none.
    int next(guint component, int x, int y)
    {
        const auto sample = GRef<GstSample>::adopt(
            gst_app_sink_try_pull_sample(GST_APP_SINK(out_.get()), 5 * GST_SECOND));
        GstVideoInfo info;
        GstVideoFrame frame;
        if (!sample || !gst_video_info_from_caps(&info, gst_sample_get_caps(sample.get()))
            || !gst_video_frame_map(&frame, &info, gst_sample_get_buffer(sample.get()),
                                    GST_MAP_READ))
            return -1;
        const auto* plane =
            static_cast<const guint8*>(GST_VIDEO_FRAME_PLANE_DATA(&frame, component));
        const int value = plane[y * GST_VIDEO_FRAME_PLANE_STRIDE(&frame, component) + x];
        gst_video_frame_unmap(&frame);
        return value;
    }
    static std::shared_ptr<const OverlayScene> box(std::uint8_t y)
    {
        return std::make_shared<OverlayScene>(OverlayScene{OverlayBox{{8, 4, 16, 8}, y, 60, 200}});
    }

    GRef<GstElement> pipeline_, overlay_, out_;
};

TEST_F(OverlayElement, DrawsItsScene)
{
    play();
    setOverlay(overlay_.get(), box(150));
    start();
    EXPECT_EQ(next(0, 8, 4), 150);
    EXPECT_EQ(next(0, 7, 4), 16);
    EXPECT_EQ(next(1, 4, 2), 60);
    EXPECT_EQ(next(2, 11, 5), 200);
    EXPECT_EQ(next(2, 12, 5), 128);
}

TEST_F(OverlayElement, TheSceneIsSwappedWhileItPlays)
{
    play();
    start();
    EXPECT_EQ(next(0, 8, 4), 16);
    const auto comesTo = [this](int value) {
        for (int i = 0; i < 10; ++i)
            if (next(0, 8, 4) == value)
                return true;
        return false;
    };
    for (const std::uint8_t value : {150, 90, 220}) {
        setOverlay(overlay_.get(), box(value));
        EXPECT_TRUE(comesTo(value)) << int(value);
    }
    setOverlay(overlay_.get(), nullptr);
    EXPECT_TRUE(comesTo(16));
}

TEST_F(OverlayElement, WithoutASceneTheBufferItselfPasses)
{
    std::atomic<GstBuffer*> in = nullptr;
    std::atomic<int> passed = 0, others = 0;
    play();
    const PadProbe before(GRef<GstPad>::adopt(gst_element_get_static_pad(overlay_.get(), "sink")),
                          GST_PAD_PROBE_TYPE_BUFFER, [&](GstPadProbeInfo* info) {
                              // held: now nobody may write it, so that a copy would be seen
                              in = gst_buffer_ref(GST_PAD_PROBE_INFO_BUFFER(info));
                              return GST_PAD_PROBE_OK;
                          });
    const PadProbe after(GRef<GstPad>::adopt(gst_element_get_static_pad(overlay_.get(), "src")),
                         GST_PAD_PROBE_TYPE_BUFFER, [&](GstPadProbeInfo* info) {
                             ++(GST_PAD_PROBE_INFO_BUFFER(info) == in ? passed : others);
                             gst_buffer_unref(in);
                             return GST_PAD_PROBE_OK;
                         });
    start();
    EXPECT_EQ(next(0, 8, 4), 16);
    EXPECT_EQ(next(0, 8, 4), 16);
    gst_element_set_state(pipeline_.get(), GST_STATE_NULL);
    EXPECT_GT(passed, 0);
    EXPECT_EQ(others, 0);
}

TEST_F(OverlayElement, ABufferThatOthersReadIsLeftAlone)
{
    play("tee name=t ! queue ! ");
    const auto other = GRef<GstElement>::sink(gst_element_factory_make("appsink", "other"));
    g_object_set(other.get(), "sync", FALSE, "max-buffers", 5, nullptr);
    gst_bin_add(GST_BIN(pipeline_.get()), GRef<GstElement>(other).release());
    ASSERT_TRUE(gst_element_link(child("t").get(), other.get()));
    setOverlay(overlay_.get(), box(150));
    start();
    EXPECT_EQ(next(0, 8, 4), 150);
    out_ = other;
    EXPECT_EQ(next(0, 8, 4), 16);
}

TEST_F(OverlayElement, NothingButI420IsTaken)
{
    play({}, "NV12");
    gst_element_set_state(pipeline_.get(), GST_STATE_PLAYING);
    const auto bus = GRef<GstBus>::adopt(gst_element_get_bus(pipeline_.get()));
    const auto message = GRef<GstMessage>::adopt(
        gst_bus_timed_pop_filtered(bus.get(), 5 * GST_SECOND, GST_MESSAGE_ERROR));
    EXPECT_TRUE(message);
}

} // namespace
} // namespace confab::media
