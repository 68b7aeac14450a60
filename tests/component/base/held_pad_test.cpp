// SPDX-License-Identifier: Apache-2.0
#include "base/gst/held_pad.hpp"

#include "support/loop_fixture.hpp"

#include <optional>

namespace confab {
namespace {

class HeldPadTest : public test::LoopFixture {
protected:
    HeldPadTest()
    {
        gst_bin_add_many(GST_BIN(pipeline_.get()), source_.get(), sink_.get(), nullptr);
        g_object_set(source_.get(), "num-buffers", 5, nullptr);
        g_object_set(sink_.get(), "sync", FALSE, nullptr);
    }
    ~HeldPadTest() override { gst_element_set_state(pipeline_.get(), GST_STATE_NULL); }

    GstMessageType nextMessage(GstClockTime timeout)
    {
        auto bus = GRef<GstBus>::adopt(gst_element_get_bus(pipeline_.get()));
        GstMessage* m = gst_bus_timed_pop_filtered(
            bus.get(), timeout, GstMessageType(GST_MESSAGE_EOS | GST_MESSAGE_ERROR));
        const GstMessageType type = m ? GST_MESSAGE_TYPE(m) : GST_MESSAGE_UNKNOWN;
        if (m)
            gst_message_unref(m);
        return type;
    }

    GRef<GstElement> pipeline_ = GRef<GstElement>::sink(gst_pipeline_new(nullptr));
    GRef<GstElement> source_ =
        GRef<GstElement>::sink(gst_element_factory_make("videotestsrc", nullptr));
    GRef<GstElement> sink_ = GRef<GstElement>::sink(gst_element_factory_make("fakesink", nullptr));
    GRef<GstPad> pad_ = GRef<GstPad>::adopt(gst_element_get_static_pad(source_.get(), "src"));
};

TEST_F(HeldPadTest, LetsALateLinkWork)
{
    std::optional<HeldPad> held(pad_.get());
    gst_element_set_state(pipeline_.get(), GST_STATE_PLAYING);
    EXPECT_EQ(nextMessage(100 * GST_MSECOND), GST_MESSAGE_UNKNOWN);

    ASSERT_TRUE(gst_element_link(source_.get(), sink_.get()));
    held.reset();

    EXPECT_EQ(nextMessage(5 * GST_SECOND), GST_MESSAGE_EOS);
}

TEST_F(HeldPadTest, WithoutItTheStreamEndsInAnError)
{
    gst_element_set_state(pipeline_.get(), GST_STATE_PLAYING);
    EXPECT_EQ(nextMessage(5 * GST_SECOND), GST_MESSAGE_ERROR);
}

TEST_F(HeldPadTest, DoesNotKeepThePipelineFromStopping)
{
    HeldPad held(pad_.get());
    gst_element_set_state(pipeline_.get(), GST_STATE_PLAYING);
    EXPECT_EQ(nextMessage(50 * GST_MSECOND), GST_MESSAGE_UNKNOWN);
    EXPECT_EQ(gst_element_set_state(pipeline_.get(), GST_STATE_NULL), GST_STATE_CHANGE_SUCCESS);
}

} // namespace
} // namespace confab
