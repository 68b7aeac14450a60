// SPDX-License-Identifier: Apache-2.0
// What version 0.3.0 recorded is listed, finished and rendered.
#include "support/finish_fixture.hpp"
#include "support/media_probe.hpp"
#include "support/old_recordings.hpp"
#include "support/recordings_fixture.hpp"

namespace confab::test {
namespace {

using testing::Contains;
using testing::ElementsAre;

class OldListTest : public RecordingsFixture {
protected:
    std::map<std::string, json> filesOf(const std::string& id)
    {
        std::map<std::string, json> byKind;
        const auto recording = one(id);
        for (const auto& file : recording["files"])
            byKind[file["kind"]] = file;
        return byKind;
    }
};

TEST_F(OldListTest, IsCompleteAndServed)
{
    list(); // the first look of the finisher is over: what comes now waits
    copyOldRecordings(recordings());
    EXPECT_THAT(ids(list()), ElementsAre(kOldCut, kOldStreamed, kOldMp4, kOldWebm));
    EXPECT_EQ(one(kOldCut)["state"], "waiting");
    EXPECT_EQ(one(kOldCut)["started"], "2026-11-28T23:20:36.625Z");
    for (const auto& id : {kOldWebm, kOldMp4, kOldStreamed}) {
        EXPECT_EQ(one(id)["state"], "ready") << id;
        EXPECT_EQ(one(id)["seconds"], one(id)["manifest"]["seconds"]) << id;
        EXPECT_EQ(one(id)["room"], id.substr(0, id.find('-')));
        for (const auto& [kind, file] : filesOf(id))
            EXPECT_EQ(statusOf(get(file["url"])), 200) << file.dump();
    }
    EXPECT_EQ(filesOf(kOldMp4)["video"]["file"], kOldMp4 + ".mp4");
    EXPECT_EQ(filesOf(kOldStreamed)["stream"]["url"],
              "/recordings/" + kOldStreamed + ".hls/live.m3u8");
    for (const char* kind : {"video", "poster", "captions", "manifest", "track"})
        EXPECT_TRUE(filesOf(kOldWebm).contains(kind)) << kind;
}

class OldFilesTest : public FinishFixture {
protected:
    OldFilesTest() { copyOldRecordings(folder_.path()); }

    nlohmann::json manifestOf(const std::string& id)
    {
        return nlohmann::json::parse(readAll(folder_ / (id + ".json")), nullptr, false);
    }
};

TEST_F(OldFilesTest, WhatAKillLeftIsFinished)
{
    const auto before = files();
    const auto outcome = run({});
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    const auto manifest = manifestOf(kOldCut);
    EXPECT_EQ(manifest["reason"], "the room died");
    EXPECT_EQ(manifest["participants"].size(), 2u);
    EXPECT_EQ(manifest["tracks"].size(), 2u);
    EXPECT_NEAR(look(kOldCut + ".webm").seconds, manifest["seconds"], 0.1);
    EXPECT_THAT(files(), Contains(kOldCut + ".jpg"));
    EXPECT_FALSE(files().contains(kOldCut + ".jsonl"));
    for (const auto& file : before)
        EXPECT_TRUE(files().contains(file) || file == kOldCut + ".jsonl") << file;
}

TEST_F(OldFilesTest, AFinishedOneGetsAnMp4Later)
{
    const auto before = manifestOf(kOldWebm);
    const auto outcome = run({kOldWebm, "--format", "mp4"});
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    auto after = manifestOf(kOldWebm);
    EXPECT_EQ(after["files"][0]["file"], kOldWebm + ".mp4");
    after["files"] = before["files"];
    EXPECT_EQ(after, before);
    EXPECT_NEAR(look(kOldWebm + ".mp4").seconds, 4.42, 0.2);
}

TEST_F(OldFilesTest, ItsTracksAreRendered)
{
    const auto ran =
        runCommand("cd '" + folder_.path().string() + "' && '" + g_getenv("CONFAB_PROGRAM")
                   + "' render " + kOldWebm + ".json --layout grid 2>&1");
    ASSERT_EQ(ran.status, 0) << ran.output;
    const MediaProbe file(folder_ / (kOldWebm + ".render.webm"));
    EXPECT_EQ(file.codecs(), "vp8,opus");
    EXPECT_NEAR(file.seconds(), 4.42, 0.2);
}

} // namespace
} // namespace confab::test
