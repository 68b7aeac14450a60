// SPDX-License-Identifier: Apache-2.0
#include "bot/encode_job.hpp"
#include "media/record/recorder.hpp"
#include "media/video/view.hpp"

#include "support/decoded_view.hpp"
#include "support/gst_source.hpp"
#include "support/loop_fixture.hpp"
#include "support/temp_folder.hpp"

#include <gmock/gmock.h>

#include <fcntl.h>
#include <optional>

namespace confab {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

class RecorderTest : public test::LoopFixture {
protected:
    void SetUp() override
    {
        registerCanvasOverlay();
        auto view = View::create(loop_, time_, texts_, {"main", config_, layout_},
                                 [this](std::string why) { viewError_ = why; });
        ASSERT_TRUE(view) << view.error().message;
        view_ = *std::move(view);
        sound_ = std::make_unique<test::Source>(
            loop_, time_, "audiotestsrc is-live=true ! audio/x-raw,rate=48000,channels=1 ! opusenc",
            Fanout::Kind::Samples);
        viewer_ = std::make_unique<test::DecodedView>(loop_, time_);
        view_->addReceiver(viewer_->inlet());
        ASSERT_TRUE(runUntil([&] { return viewer_->frames() > 0; }));
    }
    void TearDown() override { EXPECT_EQ(viewError_, ""); }

    void record(RecordingFile file)
    {
        auto recorder = Recorder::create(loop_, time_, texts_, std::move(file),
                                         {.started =
                                              [this] {
                                                  started_ = true;
                                                  sound_->fanout().add(recorder_->audio());
                                              },
                                          .ended = [this](std::string e) { end_ = e; }});
        ASSERT_TRUE(recorder) << recorder.error().message;
        recorder_ = *std::move(recorder);
        view_->addReceiver(recorder_->video());
    }
    void detach()
    {
        view_->removeReceiver(recorder_->video());
        sound_->fanout().remove(recorder_->audio());
    }

    PipelineTexts texts_;
    TimeBase time_;
    VideoConfig config_;
    LayoutConfig layout_;
    test::TempFolder folder_;
    std::string viewError_;
    std::unique_ptr<View> view_;
    std::unique_ptr<test::Source> sound_;
    std::unique_ptr<test::DecodedView> viewer_;
    std::unique_ptr<Recorder> recorder_;
    bool started_ = false;
    std::optional<std::string> end_;
};

TEST_F(RecorderTest, AFileThatWasStoppedIsWholeAndBeginsWithAKeyframe)
{
    auto file = createRecordingFile(folder_.path(), "demo", 0);
    ASSERT_TRUE(file) << file.error().message;
    EXPECT_EQ(file->name, "demo-19700101-000000.webm");
    record(*std::move(file));
    ASSERT_TRUE(runUntil([&] { return started_; }));
    runUntil([] { return false; }, 1s);
    detach();
    recorder_->stop();
    ASSERT_TRUE(runUntil([&] { return end_.has_value(); }));
    EXPECT_EQ(*end_, "");

    const auto played =
        encode("filesrc location=" + (folder_ / "demo-19700101-000000.webm").string(),
               "matroskademux ! video/x-vp8", {});
    ASSERT_TRUE(played) << played.error().message;
    EXPECT_GT(played->size(), 10u);
    EXPECT_FALSE(GST_BUFFER_FLAG_IS_SET(played->front().get(), GST_BUFFER_FLAG_DELTA_UNIT));
}

// One whose disk is full ends alone, and says why; nobody in the call notices.
TEST_F(RecorderTest, AFullDiskEndsTheRecordingAndNothingElse)
{
    record({"full.webm", UniqueFd(open("/dev/full", O_WRONLY | O_CLOEXEC))});
    ASSERT_TRUE(runUntil([&] { return end_.has_value(); }));
    EXPECT_THAT(*end_, HasSubstr("o space left"));
    detach();
    recorder_.reset();
    viewer_->takeLongestGapMs();
    const int before = viewer_->frames();
    EXPECT_TRUE(runUntil([&] { return viewer_->frames() > before + 30; }));
}

// A keyframe is asked once a second at most; nothing may be lost by asking too early.
TEST_F(RecorderTest, HasStartedOnlyWithAKeyframe)
{
    view_->requestKeyframe();
    record(*createRecordingFile(folder_.path(), "demo", 0));
    EXPECT_FALSE(recorder_->hasStarted());
    ASSERT_TRUE(runUntil([&] { return started_; }));
    EXPECT_TRUE(recorder_->hasStarted());
    detach();
    recorder_->stop();
    ASSERT_TRUE(runUntil([&] { return end_.has_value(); }));
}

TEST(RecordingFileTest, NamesOfOneSecondAreDifferent)
{
    const test::TempFolder folder;
    const auto first = createRecordingFile(folder.path(), "demo", 0);
    const auto second = createRecordingFile(folder.path(), "demo", 0);
    ASSERT_TRUE(first);
    ASSERT_TRUE(second);
    EXPECT_EQ(second->name, "demo-19700101-000000-2.webm");
}

TEST(RecordingFileTest, AFolderThatIsNoneSaysWhatToDo)
{
    const test::TempFolder folder;
    const auto file = createRecordingFile("/dev/null/x", "demo", 0);
    ASSERT_FALSE(file);
    EXPECT_THAT(file.error().message, HasSubstr("--recordings"));
}

} // namespace
} // namespace confab
