// SPDX-License-Identifier: Apache-2.0
#include "media/audio/mix_minus.hpp"

#include "base/gst/gst_ref.hpp"
#include "support/loop_fixture.hpp"

#include <gst/app/gstappsink.h>

#include <cmath>
#include <mutex>
#include <numbers>
#include <set>
#include <string>
#include <vector>

namespace confab::media {
namespace {

constexpr int kRate = 48000;
constexpr int kTones[] = {400, 700, 1100};

/// Power of `hz` in the last half second of `samples`, in dB of full scale.
double powerDb(const std::vector<float>& samples, int hz)
{
    const std::size_t n = kRate / 2;
    const float* x = samples.data() + samples.size() - n;
    double re = 0, im = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const double phase = 2 * std::numbers::pi * hz * double(i) / kRate;
        re += x[i] * std::cos(phase);
        im += x[i] * std::sin(phase);
    }
    return 10 * std::log10((re * re + im * im) * 4 / double(n) / double(n) + 1e-18);
}

/// Collects what one appsink receives. Thread: filled on a streaming thread, read on the test's.
class Ear {
public:
    void listen(GstBin* bin, const std::string& name)
    {
        auto sink = GRef<GstElement>::adopt(gst_bin_get_by_name(bin, name.c_str()));
        GstAppSinkCallbacks callbacks{};
        callbacks.new_sample = [](GstAppSink* s, gpointer self) {
            static_cast<Ear*>(self)->take(gst_app_sink_pull_sample(s));
            return GST_FLOW_OK;
        };
        gst_app_sink_set_callbacks(GST_APP_SINK(sink.get()), &callbacks, this, nullptr);
    }
    bool heard(double seconds) const
    {
        std::lock_guard lock(mutex_);
        return double(samples_.size()) >= seconds * kRate;
    }
    double db(int hz) const
    {
        std::lock_guard lock(mutex_);
        return powerDb(samples_, hz);
    }

private:
    void take(GstSample* sample)
    {
        GstMapInfo map;
        GstBuffer* buffer = gst_sample_get_buffer(sample);
        if (gst_buffer_map(buffer, &map, GST_MAP_READ)) {
            std::lock_guard lock(mutex_);
            const auto* f = reinterpret_cast<const float*>(map.data);
            samples_.insert(samples_.end(), f, f + map.size / sizeof(float));
            gst_buffer_unmap(buffer, &map);
        }
        gst_sample_unref(sample);
    }

    mutable std::mutex mutex_;
    std::vector<float> samples_;
};

class MixMinusTest : public test::LoopFixture {
protected:
    MixMinusTest()
    {
        registerMixMinus();
        std::string text =
            "mixminus name=m force-live=true latency=20000000 "
            "output-buffer-duration=20000000 "
            "m.src ! audio/x-raw,rate=48000,channels=1 ! appsink name=all async=false sync=false ";
        for (int i = 0; i < 3; ++i) {
            const std::string n = std::to_string(i);
            text += "audiotestsrc is-live=true samplesperbuffer=960 volume=0.2 freq="
                + std::to_string(kTones[i])
                + " ! audio/x-raw,format=F32LE,rate=48000,channels=1 ! m.sink_" + n + " m.minus_"
                + n + " ! appsink name=ear" + n + " async=false sync=false ";
        }
        text += "m.kept ! appsink name=kept async=false sync=false ";
        pipeline_ = GRef<GstElement>::sink(gst_parse_launch(text.c_str(), nullptr));
        all_.listen(GST_BIN(pipeline_.get()), "all");
        kept_.listen(GST_BIN(pipeline_.get()), "kept");
        for (int i = 0; i < 3; ++i)
            ears_[i].listen(GST_BIN(pipeline_.get()), "ear" + std::to_string(i));
        gst_element_set_state(pipeline_.get(), GST_STATE_PLAYING);
    }
    ~MixMinusTest() override { gst_element_set_state(pipeline_.get(), GST_STATE_NULL); }

    /// Those tones and no other, for half a second. Where the machine stood still, sources begin
    /// late, or with a click.
    bool comesToHear(const Ear& ear, std::set<int> tones)
    {
        return runUntil([&] {
            if (!ear.heard(1))
                return false;
            for (int i = 0; i < 3; ++i)
                if (tones.contains(i) ? ear.db(kTones[i]) < -20 : ear.db(kTones[i]) > -100)
                    return false;
            return true;
        });
    }

    GRef<GstElement> pipeline_;
    Ear all_;
    Ear kept_;
    Ear ears_[3];
};

TEST_F(MixMinusTest, EverybodyHearsTheOthersAndNeverThemself)
{
    EXPECT_TRUE(comesToHear(all_, {0, 1, 2}));
    for (int i = 0; i < 3; ++i)
        EXPECT_TRUE(comesToHear(ears_[i], {(i + 1) % 3, (i + 2) % 3})) << i;
}

TEST_F(MixMinusTest, WhatIsKeptIsWithoutThoseWhoAreLeftOut)
{
    EXPECT_TRUE(comesToHear(kept_, {0, 1, 2})) << "nobody is left out at first";
    auto mixer = GRef<GstElement>::adopt(gst_bin_get_by_name(GST_BIN(pipeline_.get()), "m"));
    g_object_set(mixer.get(), "left-out", 0b101u, nullptr);
    EXPECT_TRUE(comesToHear(kept_, {1}));
    EXPECT_TRUE(comesToHear(all_, {0, 1, 2})) << "in the room they are heard";
}

TEST_F(MixMinusTest, InputsComeAndGoWhileItPlays)
{
    ASSERT_TRUE(runUntil([&] { return all_.heard(0.2); }));
    auto mixer = GRef<GstElement>::adopt(gst_bin_get_by_name(GST_BIN(pipeline_.get()), "m"));
    for (int i = 0; i < 100; ++i) {
        auto sink = GRef<GstPad>::adopt(gst_element_request_pad_simple(mixer.get(), "sink_%u"));
        ASSERT_TRUE(sink);
        gst_element_release_request_pad(mixer.get(), sink.get());
    }
    EXPECT_TRUE(runUntil([&] { return ears_[2].heard(1.5); }));
}

} // namespace
} // namespace confab::media
