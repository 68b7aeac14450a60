// SPDX-License-Identifier: Apache-2.0
#include "media/dtls/flight_repeats.hpp"

#include "media/dtls/dtls_flight.hpp"
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
        hears_ = PadProbe(padOf(childOf(ours_.get(), "in").get(), "sink"),
                          GST_PAD_PROBE_TYPE_BUFFER, [this](GstPadProbeInfo* info) {
                              if (!hello_)
                                  hello_ = GRef<GstBuffer>::share(GST_PAD_PROBE_INFO_BUFFER(info));
                              return GST_PAD_PROBE_OK;
                          });
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
    /// How many datagrams ours says to a hello that comes when it is there.
    int flight()
    {
        gst_element_set_locked_state(theirs_.get(), TRUE);
        pipeline_.play();
        gst_element_set_locked_state(theirs_.get(), FALSE);
        gst_element_sync_state_with_parent(theirs_.get());
        EXPECT_TRUE(runUntil([&] { return said_ > 0; }));
        for (int before = -1; before != said_;) {
            before = said_;
            (void)runUntil([] { return false; }, 100ms);
        }
        return said_;
    }
    /// As a browser does, 50 ms after it.
    void helloAgain()
    {
        gst_pad_push(padOf(childOf(theirs_.get(), "out").get(), "src").get(),
                     gst_buffer_copy(hello_.get()));
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
    GRef<GstBuffer> hello_;

    Pipeline pipeline_{loop_, TimeBase(), "test", {.failed = [](std::string) {}, .ended = {}}};
    GRef<GstElement> ours_ = side("ours", false), theirs_ = side("theirs", true);
    PadProbe hears_, says_;
};

TEST_F(FlightRepeatsTest, ARepeatedHelloIsAnsweredAtOnce)
{
    const FlightRepeats repeats(ours_.get());
    const int once = flight();
    isOpen_ = true;
    helloAgain();
    EXPECT_GE(said_, 2 * once); // in that very call: OpenSSL would wait for a second
    EXPECT_TRUE(runUntil([&] { return isConnected(); }));
    const int all = said_;
    (void)runUntil([] { return false; }, DtlsFlight::kPause);
    helloAgain();
    EXPECT_LT(said_ - all, once) << "what has been understood is not repeated";
}

TEST_F(FlightRepeatsTest, WithoutThemItIsNot)
{
    const int once = flight();
    helloAgain();
    EXPECT_EQ(said_, once);
}

} // namespace
} // namespace confab::media
