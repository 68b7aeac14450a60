// SPDX-License-Identifier: Apache-2.0
#include "media/record/recording.hpp"
#include "media/video/compose/view.hpp"

#include "support/decoded_view.hpp"
#include "support/gst_source.hpp"
#include "support/loop_fixture.hpp"
#include "support/packets_of.hpp"
#include "support/temp_folder.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <optional>
#include <sys/resource.h>

namespace confab::media {
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

    void record(UniqueFd file)
    {
        auto recorder = Recorder::create(
            loop_, time_, texts_, {std::move(file), config_.fps},
            {.started = [this] { started_ = true; }, .ended = [this](std::string e) { end_ = e; }});
        ASSERT_TRUE(recorder) << recorder.error().message;
        recorder_ = *std::move(recorder);
        attach();
    }
    UniqueFd newFile()
    {
        return *archive::CaptureFolder::open(folder_.path())->create("demo.webm");
    }
    void attach()
    {
        view_->addReceiver(recorder_->video());
        sound_->fanout().add(recorder_->audio());
    }
    void detach()
    {
        view_->removeReceiver(recorder_->video());
        sound_->fanout().remove(recorder_->audio());
    }

    PipelineTexts texts_;
    TimeBase time_;
    config::VideoConfig config_;
    config::LayoutConfig layout_;
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
    record(newFile());
    ASSERT_TRUE(runUntil([&] { return started_; }));
    runUntil([] { return false; }, 1s);
    detach();
    recorder_->stop();
    ASSERT_TRUE(runUntil([&] { return end_.has_value(); }));
    EXPECT_EQ(*end_, "");

    const auto played = test::packetsOf(folder_ / "demo.webm", "video");
    ASSERT_TRUE(played) << played.error().message;
    EXPECT_GT(played->size(), 10u);
    EXPECT_FALSE(GST_BUFFER_FLAG_IS_SET(played->front().get(), GST_BUFFER_FLAG_DELTA_UNIT));
}

// One whose disk is full ends alone, and says why; nobody in the call notices.
TEST_F(RecorderTest, AFullDiskEndsTheRecordingAndNothingElse)
{
    record(UniqueFd(open("/dev/full", O_WRONLY | O_CLOEXEC)));
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
    record(newFile());
    EXPECT_FALSE(recorder_->hasStarted());
    ASSERT_TRUE(runUntil([&] { return started_; }));
    EXPECT_TRUE(recorder_->hasStarted());
    detach();
    recorder_->stop();
    ASSERT_TRUE(runUntil([&] { return end_.has_value(); }));
}

// What passes while it is paused is not in the file, and there is no gap where it was.
TEST_F(RecorderTest, APauseLeavesNoGap)
{
    record(newFile());
    ASSERT_TRUE(runUntil([&] { return started_; }));
    runUntil([] { return false; }, 700ms);
    detach();
    recorder_->pause();
    const double before = recorder_->position();
    runUntil([] { return false; }, 3500ms); // longer than any queue
    EXPECT_EQ(recorder_->position(), before);
    recorder_->resume();
    recorder_->video().restart();
    attach();
    ASSERT_TRUE(runUntil([&] { return recorder_->position() > before + 0.7; }));
    detach();
    recorder_->stop();
    ASSERT_TRUE(runUntil([&] { return end_.has_value(); }));
    EXPECT_EQ(*end_, "");

    // On a busy machine the encoder is some tenths of a second behind the sound, and so much of one
    // or the other is missing at a pause. The pause itself is 3.5 s.
    const GstClockTime most = (g_getenv("CONFAB_STRICT") ? 150 : 1000) * GST_MSECOND;
    for (const char* kind : {"video", "audio"}) {
        const auto played = test::packetsOf(folder_ / "demo.webm", kind);
        ASSERT_TRUE(played) << played.error().message;
        GstClockTime last = 0;
        for (const auto& buffer : *played) {
            EXPECT_LE(GST_BUFFER_PTS(buffer.get()), last + most) << kind;
            EXPECT_GE(GST_BUFFER_PTS(buffer.get()), last) << kind;
            last = GST_BUFFER_PTS(buffer.get());
        }
        EXPECT_GT(last, 1000 * GST_MSECOND) << kind;
        EXPECT_LT(last, 2500 * GST_MSECOND) << kind;
    }
}

class RecordingTest : public RecorderTest {
protected:
    void start(room::RecordingPlan plan)
    {
        auto recording =
            Recording::start(loop_, time_, texts_, {plan, folder_.path(), config, config_.fps},
                             {.attach =
                                  [this](const Inlet& video, const Inlet& audio) {
                                      view_->addReceiver(video);
                                      sound_->fanout().add(audio);
                                  },
                              .detach =
                                  [this](const Inlet& video, const Inlet& audio) {
                                      view_->removeReceiver(video);
                                      sound_->fanout().remove(audio);
                                  },
                              .partBegan = [this] { ++partsBegun_; },
                              .ended = [this](std::string reason) { end_ = reason; }});
        ASSERT_TRUE(recording) << recording.error().message;
        recording_ = *std::move(recording);
    }
    void record(std::chrono::milliseconds duration)
    {
        const double until =
            recording_->position() + std::chrono::duration<double>(duration).count();
        ASSERT_TRUE(runUntil([&] { return recording_->position() >= until; }));
    }
    std::vector<nlohmann::json> journal(const std::string& id)
    {
        std::ifstream in(folder_ / (id + ".jsonl"));
        std::vector<nlohmann::json> events;
        for (std::string line; std::getline(in, line);)
            events.push_back(nlohmann::json::parse(line));
        return events;
    }

    config::RecordingConfig config;
    int partsBegun_ = 0;
    std::unique_ptr<Recording> recording_;
};

TEST_F(RecordingTest, JournalSaysWhatWasAndIsLockedMeanwhile)
{
    start({.room = "demo", .by = "p1", .byName = "Zo\xc3\xab"});
    const std::string id = recording_->id();
    EXPECT_EQ(archive::CaptureFolder::open(folder_.path())->reopen(id).error().code,
              Errc::Conflict);
    record(500ms);
    recording_->note(archive::note::Joined{"p1", "\xff"});
    recording_->stop("");
    ASSERT_TRUE(runUntil([&] { return end_.has_value(); }));
    recording_.reset();
    EXPECT_TRUE(archive::CaptureFolder::open(folder_.path())->reopen(id));
    const auto events = journal(id);
    ASSERT_EQ(events.size(), 4u);
    EXPECT_EQ(events[0]["room"], "demo");
    EXPECT_EQ(events[0]["byName"], "Zo\xc3\xab");
    EXPECT_EQ(events[1]["file"], id + ".webm");
    EXPECT_GE(events[2]["t"], 0.4);
    EXPECT_EQ(events[3]["event"], "end");
}

// As when its process is killed: another one goes on with the same recording.
TEST_F(RecordingTest, GoesOnInThePartAfterTheLast)
{
    start({.room = "demo"});
    const std::string id = recording_->id();
    record(300ms);
    recording_.reset();
    start({.room = "demo", .resumes = id, .part = 1});
    EXPECT_EQ(recording_->id(), id);
    record(300ms);
    recording_->stop("");
    ASSERT_TRUE(runUntil([&] { return end_.has_value(); }));
    EXPECT_TRUE(exists(folder_ / (id + ".part2.webm")));
    const auto events = journal(id);
    EXPECT_EQ(events[2]["file"], id + ".part2.webm");
    EXPECT_EQ(events.back()["event"], "end");
}

// The next part begins within three seconds.
TEST_F(RecordingTest, AFailureBeginsAnotherPart)
{
    start({.room = "demo"});
    const std::string id = recording_->id();
    record(500ms);
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit limit{4000, RLIM_INFINITY}; // longer than the journal, shorter than the file: EFBIG
    ASSERT_GT(file_size(folder_ / (id + ".webm")), 4000u);
    ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &limit), 0);
    ASSERT_TRUE(runUntil([&] { return recording_->position() == 0; }));
    limit.rlim_cur = RLIM_INFINITY;
    ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &limit), 0);
    ASSERT_TRUE(runUntil([&] { return partsBegun_ == 1; }, 3s));
    record(300ms);
    recording_->stop("");
    ASSERT_TRUE(runUntil([&] { return end_.has_value(); }));
    EXPECT_EQ(*end_, "");
    EXPECT_GT(file_size(folder_ / (id + ".part2.webm")), 1000u);
    const auto events = journal(id);
    EXPECT_EQ(events[2]["event"], "problem");
    EXPECT_THAT(events[2]["message"].get<std::string>(), HasSubstr("Could not write"));
    EXPECT_EQ(events[3]["part"], 2);
}

TEST_F(RecordingTest, AFolderThatVanishesIsMadeAnewAndTheRecordingGoesOn)
{
    start({.room = "demo"});
    const std::string id = recording_->id();
    record(300ms);
    std::filesystem::remove_all(folder_.path());
    recording_->check();
    ASSERT_TRUE(runUntil([&] { return partsBegun_ == 1; }, 3s));
    record(300ms);
    recording_->stop("");
    ASSERT_TRUE(runUntil([&] { return end_.has_value(); }));
    const auto events = journal(id); // a new one: the old one went with the folder
    EXPECT_EQ(events[0]["event"], "recording");
    EXPECT_EQ(events[1]["part"], 2);
    EXPECT_GT(file_size(folder_ / (id + ".part2.webm")), 1000u);
}

TEST_F(RecordingTest, EndsWithoutAPictureWhileItIsPaused)
{
    start({.room = "demo"});
    recording_->pause(true);
    recording_->stop("");
    ASSERT_TRUE(runUntil([&] { return end_.has_value(); }));
    EXPECT_FALSE(exists(folder_ / (recording_->id() + ".webm"))) << "never an empty file";
}

TEST(CaptureFolderTest, RecordingsOfOneSecondAreDifferent)
{
    const test::TempFolder temp;
    const auto folder = archive::CaptureFolder::open(temp.path());
    const auto first = folder->begin("demo", WallTime());
    const auto second = folder->begin("demo", WallTime());
    ASSERT_TRUE(first);
    ASSERT_TRUE(second);
    EXPECT_EQ(first->id, "demo-19700101-000000");
    EXPECT_EQ(second->id, "demo-19700101-000000-2");
}

TEST(CaptureFolderTest, AFolderThatIsNoneSaysWhatToDo)
{
    const auto folder = archive::CaptureFolder::open("/dev/null/x");
    ASSERT_FALSE(folder);
    EXPECT_THAT(folder.error().message, HasSubstr("--recordings"));
}

} // namespace
} // namespace confab::media
