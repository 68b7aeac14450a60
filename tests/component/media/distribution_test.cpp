// SPDX-License-Identifier: Apache-2.0
#include "media/distribution.hpp"

#include "media/codec/h264.hpp"
#include "media/codec/vp8.hpp"
#include "support/loop_fixture.hpp"

namespace confab::media {
namespace {

using namespace std::chrono_literals;

/// A view and receivers whose pipelines do not play: who would be sent what.
class DistributionTest : public test::LoopFixture {
protected:
    void SetUp() override
    {
        registerCanvasOverlay();
        auto view = View::create(loop_, time_, texts_, {"main", config_, layout_},
                                 [this](std::string why) { error_ = why; });
        ASSERT_TRUE(view) << view.error().message;
        view_ = *std::move(view);
        distribution_ = std::make_unique<Distribution>(*view_);
    }
    void TearDown() override { EXPECT_EQ(error_, ""); }

    void add(const std::string& id, const Codec& codec, int kbps)
    {
        auto downlink = Downlink::create(loop_, pipeline_, texts_, codec, [] {});
        ASSERT_TRUE(downlink) << downlink.error().message;
        distribution_->add(id, **downlink, kbps);
        downlinks_.push_back(*std::move(downlink));
    }
    int widthFor(const std::string& id) const { return distribution_->received(id)->size.width; }
    int kbpsFor(const std::string& id) const { return distribution_->received(id)->kbps; }

    PipelineTexts texts_;
    TimeBase time_;
    config::VideoConfig config_;
    config::LayoutConfig layout_{.animation = {}};
    std::string error_;
    Pipeline pipeline_{loop_, time_, "receivers", {.failed = [](std::string) {}, .ended = {}}};
    std::unique_ptr<View> view_;
    std::vector<std::unique_ptr<Downlink>> downlinks_;
    std::unique_ptr<Distribution> distribution_;
};

TEST_F(DistributionTest, ACodecIsEncodedOnlyWhileSomebodyReceivesIt)
{
    add("a", vp8(), 5000);
    EXPECT_EQ(view_->scaledRenditions(), 0u);
    add("b", h264(), 5000);
    EXPECT_EQ(view_->scaledRenditions(), 1u);
    EXPECT_EQ(widthFor("b"), 1280);
    add("c", h264(), 5000);
    EXPECT_EQ(view_->scaledRenditions(), 1u) << "they share it";
    distribution_->remove("b");
    EXPECT_EQ(view_->scaledRenditions(), 1u);
    distribution_->remove("c");
    EXPECT_EQ(view_->scaledRenditions(), 0u);
}

TEST_F(DistributionTest, ASlowPathMakesNoPictureOfAnotherCodecWorse)
{
    add("a", vp8(), 5000);
    add("b", h264(), 2400);
    EXPECT_EQ(kbpsFor("a"), config_.bitrateKbps);
    EXPECT_EQ(widthFor("b"), 1280);
    EXPECT_EQ(kbpsFor("b"), 2400);
    distribution_->setBudget("b", 500);
    distribution_->update();
    EXPECT_EQ(widthFor("b"), 640);
    EXPECT_EQ(kbpsFor("b"), 500);
    EXPECT_EQ(kbpsFor("a"), config_.bitrateKbps);
}

TEST_F(DistributionTest, ARecordingTakesTheFirstCodec)
{
    const Inlet recorder(GRef<GstElement>::sink(gst_element_factory_make("appsrc", nullptr)),
                         Inlet::Start::AtKeyframe);
    add("b", h264(), 1000);
    distribution_->addRecorder(recorder);
    EXPECT_EQ(kbpsFor("b"), 1000) << "as if it were not there";
    distribution_->removeRecorder(recorder);
}

} // namespace
} // namespace confab::media
