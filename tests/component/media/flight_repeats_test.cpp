// SPDX-License-Identifier: Apache-2.0
#include "media/dtls/flight_repeats.hpp"

#include "media/flow/pipeline.hpp"
#include "support/loop_fixture.hpp"

#include <atomic>

namespace confab::media {
namespace {

using namespace std::chrono_literals;

/// Ours and theirs shake hands; nothing that ours says arrives until the path is open.
class FlightRepeatsTest : public test::LoopFixture {
protected:
    FlightRepeatsTest()
    {
        link(theirs_.get(), ours_.get());
        link(ours_.get(), theirs_.get());
        says_ = PadProbe(padOf(childOf(theirs_.get(), "in").get(), "sink"),
                         GST_PAD_PROBE_TYPE_BUFFER, [this](GstPadProbeInfo*) {
                             ++said_;
                             return isOpen_ ? GST_PAD_PROBE_OK : GST_PAD_PROBE_DROP;
                         });
    }
    GRef<GstElement> side(const char* name, bool isClient)
    {
        const auto text = std::string("dtlsdec name=in connection-id=") + name
            + " dtlsenc name=out connection-id=" + name
            + (isClient ? " is-client=true" : " is-client=false");
        auto bin =
            GRef<GstElement>::sink(gst_parse_bin_from_description(text.c_str(), FALSE, nullptr));
        gst_bin_add(pipeline_.bin(), bin.get());
        return bin;
    }
    static void link(GstElement* from, GstElement* to)
    {
        gst_pad_link_full(padOf(childOf(from, "out").get(), "src").get(),
                          padOf(childOf(to, "in").get(), "sink").get(), GST_PAD_LINK_CHECK_NOTHING);
    }
    void begin()
    {
        gst_element_set_locked_state(theirs_.get(), TRUE); // a hello that comes too early is lost
        pipeline_.play();
        gst_element_set_locked_state(theirs_.get(), FALSE);
        gst_element_sync_state_with_parent(theirs_.get());
    }
    bool isConnected()
    {
        gint state = 0;
        g_object_get(childOf(ours_.get(), "in").get(), "connection-state", &state, nullptr);
        return state == kConnected;
    }

    static constexpr gint kConnected = 4; // of GstDtlsConnectionState

    // Of streaming threads, which end with the pipeline:
    std::atomic<int> said_ = 0;
    std::atomic<bool> isOpen_ = false;

    Pipeline pipeline_{loop_, TimeBase(), "test", {.failed = [](std::string) {}, .ended = {}}};
    GRef<GstElement> ours_ = side("ours", false), theirs_ = side("theirs", true);
    PadProbe says_;
};

// OpenSSL alone would say its six or seven datagrams three times in that time.
TEST_F(FlightRepeatsTest, WhatIsLostComesAgainSoon)
{
    const FlightRepeats repeats(loop_, ours_.get());
    begin();
    EXPECT_TRUE(runUntil([&] { return said_ >= 30; }, 5s));
    isOpen_ = true;
    EXPECT_TRUE(runUntil([&] { return isConnected(); }));
}

} // namespace
} // namespace confab::media
