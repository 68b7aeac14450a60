// SPDX-License-Identifier: Apache-2.0
#include "support/finish_fixture.hpp"

#include "base/unique_fd.hpp"

#include <fcntl.h>
#include <sys/file.h>

#include <algorithm>

namespace confab::finish {
namespace {

namespace fs = std::filesystem;
using namespace test;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// What becomes of a recording.
using FinishTest = FinishFixture;

TEST_F(FinishTest, TheIndexIsInFrontAndChaptersAreThere)
{
    journal();
    capture(both());
    ASSERT_EQ(run({kId}).status, 0);
    const auto bytes = readAll(folder_ / (kId + ".webm"));
    EXPECT_LT(bytes.find("\x1c\x53\xbb\x6b"), bytes.find("\x1f\x43\xb6\x75")); // Cues, Cluster
    EXPECT_THAT(look(kId + ".webm").chapters, ElementsAre("Ann started recording", "Bob joined"));
    for (const auto& entry : fs::directory_iterator(folder_.path()))
        EXPECT_EQ(fs::status(entry).permissions(), fs::perms::owner_read | fs::perms::owner_write)
            << entry.path();
}

TEST_F(FinishTest, AnMp4BeginsWithItsIndexAndTakesThePlaceOfTheWebm)
{
    journal("", "mp4");
    capture(both());
    const auto done = run({kId});
    ASSERT_EQ(done.status, 0) << done.err;
    const auto seen = look(kId + ".mp4");
    EXPECT_NEAR(seen.seconds, 3, 0.1);
    EXPECT_TRUE(seen.seeks);
    EXPECT_EQ(seen.codecs,
              (std::map<std::string, std::string>{{"video", "h264"}, {"audio", "aac"}}));
    EXPECT_THAT(seen.chapters, ElementsAre("Ann started recording", "Bob joined"));
    const auto bytes = readAll(folder_ / (kId + ".mp4"));
    EXPECT_LT(bytes.find("moov"), bytes.find("mdat"));
    EXPECT_FALSE(files().contains(kId + ".webm"));
    EXPECT_EQ(manifest()["parts"][0]["file"], kId + ".mp4");
}

TEST_F(FinishTest, AnMp4CanBeMadeAfterwardsBesideTheWebm)
{
    journal();
    capture(both());
    ASSERT_EQ(run({}).status, 0);
    ASSERT_EQ(run({kId}).status, 0); // finished already: nothing to do
    EXPECT_FALSE(files().contains(kId + ".mp4"));
    const auto done = run({kId, "--format", "mp4"});
    ASSERT_EQ(done.status, 0) << done.err;
    EXPECT_NEAR(look(kId + ".mp4").seconds, 3, 0.1);
    EXPECT_TRUE(files().contains(kId + ".webm"));
    const auto listed = manifest()["files"].dump();
    EXPECT_THAT(listed, HasSubstr(kId + ".mp4"));
    EXPECT_THAT(listed, HasSubstr(kId + ".webm"));
}

TEST_F(FinishTest, SoundAloneAndPicturesAloneAreRecordingsToo)
{
    for (const bool sound : {true, false}) {
        journal("", "mp4");
        capture(sound ? sample("sound", kSound + "-t 3 " + kOpus)
                      : sample("picture", kPicture + "-t 3 " + kVp8));
        const auto done = run({"--keep"});
        ASSERT_EQ(done.status, 0) << done.err;
        EXPECT_THAT(manifest()["problems"], IsEmpty());
        for (const char* ending : {".webm", ".mp4"}) {
            const auto seen = look(kId + ending);
            EXPECT_NEAR(seen.seconds, 3, 0.1);
            ASSERT_EQ(seen.codecs.size(), 1u);
            EXPECT_EQ(seen.codecs.begin()->first, sound ? "audio" : "video");
        }
        EXPECT_EQ(manifest()["files"].dump().find("poster") != std::string::npos, !sound);
    }
}

TEST_F(FinishTest, PartsMakeOneTimeLine)
{
    journal(R"({"event":"problem","message":"the disk was slow"})"
            "\n"
            R"({"event":"part","at":"2026-11-23T22:15:35.000Z","part":2,"file":")"
            + kId + ".part2.webm\"}\n");
    capture(both());
    capture(both(), ".part2.webm");
    capture(both(), ".part3.webm"); // the journal had no time for this one
    ASSERT_EQ(run({}).status, 0);
    const auto json = manifest();
    ASSERT_EQ(json["parts"].size(), 3u);
    EXPECT_NEAR(json["parts"][2]["start"].get<double>(), 6, 0.2);
    EXPECT_EQ(json["gaps"][0]["why"], "the disk was slow");
    EXPECT_NEAR(json["gaps"][0]["seconds"].get<double>(), 2, 0.1);
    EXPECT_THAT(look(kId + ".part2.webm").chapters, ElementsAre("Recording goes on after 2 s"));
}

TEST_F(FinishTest, AFileOfAVersionWithoutJournalGetsAManifest)
{
    capture(both());
    ASSERT_EQ(run({}).status, 0);
    EXPECT_FALSE(files().contains(kId + ".json")); // only if asked for
    ASSERT_EQ(run({kId}).status, 0);
    EXPECT_EQ(manifest()["room"], "demo");
    EXPECT_EQ(manifest()["started"], "2026-11-23T22:15:30.000Z");
    EXPECT_EQ(run({"nobody-20261123-221530"}).status, 1);
}

TEST_F(FinishTest, ASizeThatChangesInTheMiddleIsFittedIntoTheCanvas)
{
    const auto small = sample("small", "-f lavfi -i testsrc2=size=160x120:rate=30 -t 1 " + kVp8);
    journal("", "mp4");
    // Clusters of another size behind the first file's: as a decoder sees it when a sender scales.
    const auto whole = sample("picture", kPicture + "-t 3 " + kVp8);
    const auto cluster = [](const std::string& bytes) { return bytes.find("\x1f\x43\xb6\x75"); };
    capture(whole.substr(0, cluster(whole)) + small.substr(cluster(small)));
    const auto done = run({});
    ASSERT_EQ(done.status, 0) << done.err;
    auto folder = Folder::open(folder_.path());
    auto input = openMedia(*folder, kId + ".mp4");
    ASSERT_TRUE(input);
    EXPECT_EQ(input->stream(0).codecpar->width, 320);
    EXPECT_EQ(input->stream(0).codecpar->height, 180);
    // 4:3 in 16:9: a black bar of 40 pixels at the left.
    auto decoder = av::FrameDecoder::open(input->stream(0));
    int frames = 0;
    const auto look = [&](AVFrame& frame) -> Status {
        const auto* middle = frame.data[0] + 90 * frame.linesize[0];
        EXPECT_LT(middle[20], 24);
        EXPECT_GT(*std::max_element(middle + 60, middle + 260), 60);
        ++frames;
        return Done{};
    };
    const av::AvPacket packet(av_packet_alloc());
    while (input->read(*packet))
        ASSERT_TRUE(decoder->push(packet.get(), look));
    ASSERT_TRUE(decoder->push(nullptr, look));
    EXPECT_EQ(frames, 30);
}

TEST_F(FinishTest, ProgressIsJsonAndEndsWithTheResult)
{
    journal("", "mp4");
    capture(both());
    const auto done = run({"--json"});
    std::vector<nlohmann::json> lines;
    std::istringstream text(done.out);
    for (std::string line; std::getline(text, line);)
        lines.push_back(nlohmann::json::parse(line));
    ASSERT_GE(lines.size(), 5u);
    EXPECT_EQ(lines[0]["step"], "webm");
    EXPECT_EQ(lines[0]["recording"], kId);
    EXPECT_EQ(lines.back()["state"], "ready");
    EXPECT_NEAR(lines.back()["seconds"].get<double>(), 3, 0.1);
    EXPECT_EQ(done.err, "");
}

// HLS: playable while it is recorded, and over when that is over.
TEST_F(FinishTest, AStreamGrowsWithTheRecordingAndEndsWithIt)
{
    const auto whole = sample("long", kPicture + kSound + "-t 30 " + kVp8 + kOpus);
    journal();
    UniqueFd writer(open((folder_ / (kId + ".jsonl")).c_str(), O_RDWR | O_CLOEXEC));
    ASSERT_EQ(flock(writer.get(), LOCK_EX | LOCK_NB), 0);
    std::ofstream captured(folder_ / (kId + ".webm"), std::ios::binary);
    captured << whole.substr(0, whole.size() / 2) << std::flush;
    const auto process = start({"--follow", kId});
    const auto playlist = folder_ / (kId + ".hls") / "live.m3u8";
    for (int i = 0; i < 400 && readAll(playlist).find("live00001.ts") == std::string::npos; ++i)
        g_usleep(50000); // there is no one to tell; 20 s at most
    EXPECT_THAT(readAll(playlist), HasSubstr("live00001.ts"));
    EXPECT_THAT(readAll(playlist), Not(HasSubstr("#EXT-X-ENDLIST")));

    captured << whole.substr(whole.size() / 2) << std::flush;
    writer = UniqueFd(); // nobody records any more
    g_subprocess_wait(process.get(), nullptr, nullptr);
    EXPECT_EQ(g_subprocess_get_exit_status(process.get()), 0);
    EXPECT_THAT(readAll(playlist), HasSubstr("#EXT-X-ENDLIST"));
    double seconds = 0;
    std::istringstream lines(readAll(playlist));
    for (std::string line; std::getline(lines, line);)
        if (double length = 0; std::sscanf(line.c_str(), "#EXTINF:%lf", &length) == 1)
            seconds += length;
    EXPECT_NEAR(seconds, 30, 0.1);

    ASSERT_EQ(run({}).status, 0);
    EXPECT_THAT(manifest()["files"].dump(), HasSubstr(kId + ".hls/live.m3u8"));
}

} // namespace
} // namespace confab::finish
