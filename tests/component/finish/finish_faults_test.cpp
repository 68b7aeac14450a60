// SPDX-License-Identifier: Apache-2.0
#include "support/finish_fixture.hpp"

#include "base/unique_fd.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>

namespace confab::finish {
namespace {

namespace fs = std::filesystem;
using namespace test;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// Stream, time, size of every packet that FFmpeg can read.
std::multiset<std::string> packetsOf(const fs::path& path)
{
    std::multiset<std::string> packets;
    auto folder = Folder::open(path.parent_path());
    auto input = openMedia(*folder, path.filename());
    if (!input)
        return packets;
    const av::AvPacket packet(av_packet_alloc());
    while (input->read(*packet))
        packets.insert(std::to_string(packet->stream_index) + " " + std::to_string(packet->pts)
                       + " " + std::to_string(packet->size));
    return packets;
}

/// Sends it `signal` while it makes the MP4, and waits for its end.
int interrupt(GSubprocess* process, int signal)
{
    const auto lines = GRef<GDataInputStream>::adopt(
        g_data_input_stream_new(g_subprocess_get_stdout_pipe(process)));
    while (
        const GCharPtr line{g_data_input_stream_read_line(lines.get(), nullptr, nullptr, nullptr)})
        if (const auto told = nlohmann::json::parse(line.get(), nullptr, false);
            told.value("step", "") == "mp4" && told.value("percent", 0) > 0)
            break;
    g_subprocess_send_signal(process, signal);
    g_subprocess_wait(process, nullptr, nullptr);
    return g_subprocess_get_if_exited(process) ? g_subprocess_get_exit_status(process) : -1;
}

/// What is torn, empty, elsewhere or cut short: nothing of a recording is lost.
using FinishFaultsTest = FinishFixture;

TEST_F(FinishFaultsTest, ATornFileComesOutWholeAndLosesNothing)
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

TEST_F(FinishFaultsTest, APartWithNothingInItGoesAndIsNoted)
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

TEST_F(FinishFaultsTest, ARecordingWithNothingInItLeavesNoFiles)
{
    journal();
    capture(std::string(5000, 'x'));
    const auto done = run({kId});
    EXPECT_EQ(done.status, 1);
    EXPECT_THAT(done.err, HasSubstr("nothing was recorded"));
    EXPECT_THAT(files(), IsEmpty());
}

TEST_F(FinishFaultsTest, AJournalThatPointsElsewhereIsNotFollowed)
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

TEST_F(FinishFaultsTest, WhatIsBeingRecordedIsLeftAlone)
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

TEST_F(FinishFaultsTest, WithoutRoomTheCapturedFileStaysAndTheManifestSaysSo)
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

TEST_F(FinishFaultsTest, KilledInTheMiddleItIsDoneByTheNextRun)
{
    journal("", "mp4");
    capture(sample("long", kPicture + kSound + "-t 30 " + kVp8 + kOpus));
    EXPECT_EQ(interrupt(start({}).get(), SIGKILL), -1);
    EXPECT_TRUE(files().contains("." + kId + ".mp4.tmp"));
    EXPECT_TRUE(files().contains(kId + ".jsonl"));
    EXPECT_NEAR(look(kId + ".webm").seconds, 30, 0.1);
    ASSERT_EQ(run({}).status, 0);
    EXPECT_NEAR(look(kId + ".mp4").seconds, 30, 0.1);
    EXPECT_EQ(files(), (std::set{kId + ".mp4", kId + ".json", kId + ".jpg"}));
}

TEST_F(FinishFaultsTest, EndsCleanlyWhenTold)
{
    journal("", "mp4");
    capture(sample("long", kPicture + kSound + "-t 30 " + kVp8 + kOpus));
    EXPECT_EQ(interrupt(start({}).get(), SIGTERM), 1);
    EXPECT_EQ(files(), (std::set{kId + ".webm", kId + ".jsonl"}));
}

// Killed after the manifest was written and the WebM removed, but before the journal was.
TEST_F(FinishFaultsTest, AnMp4ThatIsThereAlreadyIsTakenForItsPart)
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

} // namespace
} // namespace confab::finish
