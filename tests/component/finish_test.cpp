// SPDX-License-Identifier: Apache-2.0
#include "base/gobject.hpp"
#include "base/unique_fd.hpp"
#include "finish/frame_decoder.hpp"
#include "finish/media_work.hpp"

#include "support/temp_folder.hpp"

#include <fcntl.h>
#include <gio/gio.h>
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

namespace confab {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const std::string kId = "demo-20261123-221530";

std::string readAll(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void writeAll(const fs::path& path, const std::string& bytes)
{
    std::ofstream(path, std::ios::binary) << bytes;
}

/// Stream, time, size of every packet that FFmpeg can read.
std::multiset<std::string> packetsOf(const fs::path& path)
{
    std::multiset<std::string> packets;
    auto folder = RecordingFolder::open(path.parent_path());
    auto input = openMedia(*folder, path.filename());
    if (!input)
        return packets;
    const AvPacket packet(av_packet_alloc());
    while (input->read(*packet))
        packets.insert(std::to_string(packet->stream_index) + " " + std::to_string(packet->pts)
                       + " " + std::to_string(packet->size));
    return packets;
}

/// The real program, `confab finish`, on files that the ffmpeg command made.
class FinishTest : public testing::Test {
protected:
    struct Outcome {
        int status;
        std::string out, err;
    };
    /// What a player sees of a file.
    struct Seen {
        double seconds = 0;
        std::map<std::string, std::string> codecs; ///< "video", "audio"
        std::vector<std::string> chapters;
        bool seeks = false;
        PartScan scan;
    };

    static void SetUpTestSuite()
    {
        av_log_set_level(AV_LOG_FATAL);
        samples_ = std::make_unique<test::TempFolder>();
    }
    static void TearDownTestSuite() { samples_.reset(); }

    /// 3 s; `inputs` and `codecs` for the ffmpeg command. Made once.
    static std::string sample(const std::string& name, const std::string& arguments)
    {
        const auto path = *samples_ / (name + ".webm");
        if (!fs::exists(path)) {
            const auto command = "ffmpeg -v error -nostdin " + arguments + " " + path.string();
            EXPECT_EQ(std::system(command.c_str()), 0) << command;
        }
        return readAll(path);
    }
    static std::string both() { return sample("both", kPicture + kSound + "-t 3 " + kVp8 + kOpus); }

    Outcome run(const std::vector<std::string>& more)
    {
        std::vector<std::string> words{g_getenv("CONFAB_PROGRAM"), "finish", "--recordings",
                                       folder_.path()};
        words.insert(words.end(), more.begin(), more.end());
        std::vector<char*> argv;
        for (auto& word : words)
            argv.push_back(word.data());
        argv.push_back(nullptr);
        char *out = nullptr, *err = nullptr;
        int status = -1;
        g_spawn_sync(nullptr, argv.data(), nullptr, G_SPAWN_DEFAULT, nullptr, nullptr, &out, &err,
                     &status, nullptr);
        const GCharPtr ownedOut(out), ownedErr(err);
        return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, out ? out : "", err ? err : ""};
    }

    void journal(const std::string& more = "", const std::string& format = "webm")
    {
        writeAll(
            folder_ / (kId + ".jsonl"),
            R"({"event":"recording","at":"2026-11-23T22:15:30.000Z","room":"demo","byName":"Ann",)"
            R"("canvas":{"width":320,"height":180,"fps":30},"format":")"
                + format + "\"}\n"
                + R"({"event":"part","at":"2026-11-23T22:15:30.000Z","part":1,"file":")" + kId
                + ".webm\"}\n" + R"({"event":"joined","t":1.5,"participant":"p2","name":"Bob"})"
                + "\n" + more);
    }
    void capture(const std::string& bytes, const std::string& ending = ".webm")
    {
        writeAll(folder_ / (kId + ending), bytes);
    }
    nlohmann::json manifest()
    {
        return nlohmann::json::parse(readAll(folder_ / (kId + ".json")), nullptr, false);
    }
    std::set<std::string> files()
    {
        std::set<std::string> names;
        for (const auto& entry : fs::directory_iterator(folder_.path()))
            names.insert(entry.path().filename());
        return names;
    }

    Seen look(const std::string& name)
    {
        Seen seen;
        auto folder = RecordingFolder::open(folder_.path());
        auto input = openMedia(*folder, name);
        EXPECT_TRUE(input) << (input ? "" : input.error().message);
        if (!input)
            return seen;
        auto& context = input->context();
        seen.seconds = double(context.duration) / AV_TIME_BASE;
        for (int i = 0; i < input->streams(); ++i) {
            const auto& parameters = *input->stream(i).codecpar;
            if (parameters.codec_type != AVMEDIA_TYPE_DATA)
                seen.codecs[av_get_media_type_string(parameters.codec_type)] =
                    avcodec_get_name(parameters.codec_id);
        }
        for (unsigned i = 0; i < context.nb_chapters; ++i)
            seen.chapters.push_back(
                av_dict_get(context.chapters[i]->metadata, "title", nullptr, 0)->value);
        const std::atomic<bool> go{false};
        seen.scan = *scanPart(*input, {go, [](double) {}});
        const AvPacket packet(av_packet_alloc());
        seen.seeks = input->seek(seen.seconds * 0.7) && input->read(*packet)
            && double(packet->pts) * av_q2d(input->stream(packet->stream_index).time_base)
                > seen.seconds * 0.3;
        return seen;
    }

    static inline const std::string kPicture = "-f lavfi -i testsrc2=size=320x180:rate=30 ";
    static inline const std::string kSound = "-f lavfi -i sine=frequency=440:sample_rate=48000 ";
    static inline const std::string kVp8 =
        "-c:v libvpx -deadline realtime -cpu-used 8 -b:v 500k -g 15 ";
    static inline const std::string kOpus = "-c:a libopus -b:a 32k ";
    static inline std::unique_ptr<test::TempFolder> samples_;

    test::TempFolder folder_;
};

TEST_F(FinishTest, ATornFileComesOutWholeAndLosesNothing)
{
    const auto whole = both();
    for (const double share : {0.35, 0.62, 0.93}) {
        journal();
        const auto torn = whole.substr(0, std::size_t(double(whole.size()) * share));
        capture(torn);
        const auto before = packetsOf(folder_ / (kId + ".webm"));
        const auto done = run({});
        ASSERT_EQ(done.status, 0) << done.err;
        const auto seen = look(kId + ".webm");
        EXPECT_EQ(packetsOf(folder_ / (kId + ".webm")), before) << share;
        EXPECT_NEAR(seen.seconds, seen.scan.length.count(), 0.1);
        EXPECT_NEAR(manifest()["seconds"].get<double>(), seen.seconds, 0.1);
        EXPECT_TRUE(seen.seeks) << share;
        EXPECT_EQ(seen.codecs.size(), 2u);
        EXPECT_THAT(manifest()["problems"], IsEmpty());
        EXPECT_EQ(manifest()["reason"], "the room died");
        EXPECT_FALSE(files().contains(kId + ".jsonl"));
        EXPECT_TRUE(files().contains(kId + ".jpg"));
    }
}

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

TEST_F(FinishTest, APartWithNothingInItGoesAndIsNoted)
{
    journal();
    capture(both());
    capture("", ".part2.webm");
    capture(both().substr(0, 300), ".part3.webm"); // its header alone
    ASSERT_EQ(run({}).status, 0);
    EXPECT_EQ(manifest()["parts"].size(), 1u);
    EXPECT_EQ(manifest()["problems"].size(), 2u);
    EXPECT_FALSE(files().contains(kId + ".part2.webm"));
    EXPECT_FALSE(files().contains(kId + ".part3.webm"));
}

TEST_F(FinishTest, ARecordingWithNothingInItLeavesNoFiles)
{
    journal();
    capture(std::string(5000, 'x'));
    const auto done = run({kId});
    EXPECT_EQ(done.status, 1);
    EXPECT_THAT(done.err, HasSubstr("nothing was recorded"));
    EXPECT_THAT(files(), IsEmpty());
}

TEST_F(FinishTest, AJournalThatPointsElsewhereIsNotFollowed)
{
    const test::TempFolder other;
    writeAll(other / "secret.webm", both());
    fs::create_symlink(other / "secret.webm", folder_ / (kId + ".part4.webm"));
    std::string lines;
    int part = 2;
    for (const std::string name : {"../secret.webm", "/etc/passwd", kId.c_str(), "other.webm"})
        lines +=
            R"({"event":"part","part":)" + std::to_string(part++) + R"(,"file":")" + name + "\"}\n";
    lines += R"({"event":"track","participant":"p1","kind":"camera","file":"other.webm"})";
    journal(lines);
    capture(both());
    writeAll(folder_ / "other.webm", "not to be touched");
    ASSERT_EQ(run({}).status, 0);
    EXPECT_EQ(manifest()["parts"].size(), 1u);
    EXPECT_EQ(readAll(folder_ / "other.webm"), "not to be touched");
    EXPECT_EQ(readAll(other / "secret.webm"), both());
    EXPECT_EQ(run({"../" + kId}).status, 1);
}

TEST_F(FinishTest, WhatIsBeingRecordedIsLeftAlone)
{
    journal();
    capture(both());
    const UniqueFd writer(open((folder_ / (kId + ".jsonl")).c_str(), O_RDWR | O_CLOEXEC));
    ASSERT_EQ(flock(writer.get(), LOCK_EX | LOCK_NB), 0);
    EXPECT_EQ(run({}).status, 0);
    const auto asked = run({kId});
    EXPECT_EQ(asked.status, 1);
    EXPECT_THAT(asked.err, HasSubstr("still being recorded"));
    EXPECT_EQ(readAll(folder_ / (kId + ".webm")), both());
    EXPECT_FALSE(files().contains(kId + ".json"));
}

TEST_F(FinishTest, WithoutRoomTheCapturedFileStaysAndTheManifestSaysSo)
{
    writeAll(folder_ / "c.toml", "[recording]\nreserve_mb = 1000000\n");
    journal("", "mp4");
    const auto torn = both().substr(0, both().size() / 2);
    capture(torn);
    const auto done = run({"--config", folder_ / "c.toml"});
    EXPECT_EQ(done.status, 0);
    EXPECT_THAT(done.err, HasSubstr("recording.reserve_mb"));
    EXPECT_EQ(readAll(folder_ / (kId + ".webm")), torn);
    EXPECT_EQ(manifest()["problems"].size(), 2u);
    EXPECT_EQ(manifest()["parts"][0]["file"], kId + ".webm");
    EXPECT_FALSE(files().contains(kId + ".mp4"));
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
    auto folder = RecordingFolder::open(folder_.path());
    auto input = openMedia(*folder, kId + ".mp4");
    ASSERT_TRUE(input);
    EXPECT_EQ(input->stream(0).codecpar->width, 320);
    EXPECT_EQ(input->stream(0).codecpar->height, 180);
    // 4:3 in 16:9: a black bar of 40 pixels at the left.
    auto decoder = FrameDecoder::open(input->stream(0));
    int frames = 0;
    const auto look = [&](AVFrame& frame) -> Status {
        const auto* middle = frame.data[0] + 90 * frame.linesize[0];
        EXPECT_LT(middle[20], 24);
        EXPECT_GT(*std::max_element(middle + 60, middle + 260), 60);
        ++frames;
        return Done{};
    };
    const AvPacket packet(av_packet_alloc());
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

GRef<GSubprocess> start(const fs::path& folder, const std::vector<std::string>& more)
{
    std::vector<std::string> words{g_getenv("CONFAB_PROGRAM"), "finish", "--json", "--recordings",
                                   folder};
    words.insert(words.end(), more.begin(), more.end());
    std::vector<const char*> argv;
    for (const auto& word : words)
        argv.push_back(word.c_str());
    argv.push_back(nullptr);
    return GRef<GSubprocess>::adopt(
        g_subprocess_newv(argv.data(), G_SUBPROCESS_FLAGS_STDOUT_PIPE, nullptr));
}

/// Starts it, sends `signal` while it makes the MP4, and waits for its end.
int interruptMp4(const fs::path& folder, int signal)
{
    const auto process = start(folder, {});
    const auto lines = GRef<GDataInputStream>::adopt(
        g_data_input_stream_new(g_subprocess_get_stdout_pipe(process.get())));
    while (
        const GCharPtr line{g_data_input_stream_read_line(lines.get(), nullptr, nullptr, nullptr)})
        if (const auto told = nlohmann::json::parse(line.get(), nullptr, false);
            told.value("step", "") == "mp4" && told.value("percent", 0) > 0)
            break;
    g_subprocess_send_signal(process.get(), signal);
    g_subprocess_wait(process.get(), nullptr, nullptr);
    return g_subprocess_get_if_exited(process.get()) ? g_subprocess_get_exit_status(process.get())
                                                     : -1;
}

TEST_F(FinishTest, KilledInTheMiddleItIsDoneByTheNextRun)
{
    journal("", "mp4");
    capture(sample("long", kPicture + kSound + "-t 30 " + kVp8 + kOpus));
    EXPECT_EQ(interruptMp4(folder_.path(), SIGKILL), -1);
    EXPECT_TRUE(files().contains("." + kId + ".mp4.tmp"));
    EXPECT_TRUE(files().contains(kId + ".jsonl"));
    EXPECT_NEAR(look(kId + ".webm").seconds, 30, 0.1);
    ASSERT_EQ(run({}).status, 0);
    EXPECT_NEAR(look(kId + ".mp4").seconds, 30, 0.1);
    EXPECT_EQ(files(), (std::set{kId + ".mp4", kId + ".json", kId + ".jpg"}));
}

TEST_F(FinishTest, EndsCleanlyWhenTold)
{
    journal("", "mp4");
    capture(sample("long", kPicture + kSound + "-t 30 " + kVp8 + kOpus));
    EXPECT_EQ(interruptMp4(folder_.path(), SIGTERM), 1);
    EXPECT_EQ(files(), (std::set{kId + ".webm", kId + ".jsonl"}));
}

// Killed after the manifest was written and the WebM removed, but before the journal was.
TEST_F(FinishTest, AnMp4ThatIsThereAlreadyIsTakenForItsPart)
{
    journal("", "mp4");
    capture(both());
    const auto text = readAll(folder_ / (kId + ".jsonl"));
    ASSERT_EQ(run({}).status, 0);
    const auto mp4 = readAll(folder_ / (kId + ".mp4"));
    writeAll(folder_ / (kId + ".jsonl"), text);
    ASSERT_EQ(run({}).status, 0);
    EXPECT_EQ(readAll(folder_ / (kId + ".mp4")), mp4);
    EXPECT_EQ(manifest()["parts"][0]["file"], kId + ".mp4");
    EXPECT_FALSE(files().contains(kId + ".jsonl"));
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
    const auto process = start(folder_.path(), {"--follow", kId});
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
} // namespace confab
