// SPDX-License-Identifier: Apache-2.0
#include "render/plan/recorded_call.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace confab::render {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using testing::HasSubstr;

json manifestOfTwoParts()
{
    return {
        {"version", 1},
        {"id", "demo-1"},
        {"room", "demo"},
        {"canvas", {{"width", 640}, {"height", 360}, {"fps", 25}}},
        {"parts",
         {{{"part", 1}, {"file", "demo-1.webm"}, {"start", 0}, {"seconds", 10.5}},
          {{"part", 2},
           {"started", "2026-11-23T22:15:30.120Z"},
           {"file", "demo-1.part2.webm"},
           {"start", 10.5},
           {"seconds", 4}}}},
        {"participants",
         {{{"id", "p1"},
           {"name", "Ann"},
           {"observer", false},
           {"present",
            {{{"part", 1}, {"from", 0}, {"to", 10.5}}, {{"part", 2}, {"from", 1}, {"to", 99}}}}}}},
        {"speakers", {{{"part", 2}, {"from", 0.5}, {"to", 2}, {"participant", "p1"}}}},
        {"layouts", {{{"part", 2}, {"t", 1.5}, {"name", "grid"}}}},
        {"shares", json::array()},
        {"tracks",
         {{{"part", 2}, {"participant", "p1"}, {"kind", "camera"}, {"file", "demo-1.a.webm"}}}},
        {"something", "else"}};
}

std::string problemOf(const json& manifest)
{
    const auto parsed = parseRecordedCall(manifest.dump());
    return parsed ? "" : parsed.error().message;
}

TEST(RenderManifestTest, EveryTimeIsOfTheWholeRecording)
{
    const auto parsed = parseRecordedCall(manifestOfTwoParts().dump());
    ASSERT_TRUE(parsed) << parsed.error().message;
    EXPECT_EQ(parsed->length(), 14500ms);
    EXPECT_EQ(parsed->canvas, (layout::Size{640, 360}));
    EXPECT_EQ(parsed->fps, 25);
    EXPECT_EQ(parsed->people[0].present[1].from, 11500ms);
    EXPECT_EQ(parsed->speakers[0].span.from, 11s);
    EXPECT_EQ(parsed->layouts[0].at, 12s);
    EXPECT_EQ(parsed->tracks[0].span, (RecordedCall::Span{10500ms, 14500ms}));
}

TEST(RenderManifestTest, TheTimeOfDayIsThatOfThePart)
{
    const auto parsed = parseRecordedCall(manifestOfTwoParts().dump());
    ASSERT_TRUE(parsed);
    EXPECT_EQ(parsed->timeOfDay(10s), 0) << "the first part does not say it";
    EXPECT_EQ(parsed->timeOfDay(10500ms), 1795472130);
    EXPECT_EQ(parsed->timeOfDay(14500ms), 1795472134);
}

TEST(RenderManifestTest, WhatGoesBeyondItsPartIsCut)
{
    const auto parsed = parseRecordedCall(manifestOfTwoParts().dump());
    ASSERT_TRUE(parsed);
    EXPECT_EQ(parsed->people[0].present[1].to, 14500ms);
}

TEST(RenderManifestTest, OneWhoIsNoParticipantDidNothing)
{
    auto manifest = manifestOfTwoParts();
    manifest["speakers"][0]["participant"] = "p9";
    const auto parsed = parseRecordedCall(manifest.dump());
    ASSERT_TRUE(parsed) << parsed.error().message;
    EXPECT_TRUE(parsed->speakers.empty());
}

TEST(RenderManifestTest, ATrackThatIsNoFileOfTheRecordingIsRefused)
{
    for (const std::string file : {"../secret.webm", "/etc/passwd", "demo-1", "demo-12.a.webm",
                                   "demo-1./../x", "other.webm", ".demo-1.webm", ""}) {
        auto manifest = manifestOfTwoParts();
        manifest["tracks"][0]["file"] = file;
        EXPECT_THAT(problemOf(manifest), HasSubstr("is no file of this recording")) << file;
    }
}

TEST(RenderManifestTest, TheErrorNamesTheListTheEntryAndTheKey)
{
    auto manifest = manifestOfTwoParts();
    manifest["participants"][0]["present"][1]["from"] = "soon";
    EXPECT_EQ(problemOf(manifest),
              "participants 1, present 2: \"from\" must be seconds, 0 to 1000000000");
}

TEST(RenderManifestTest, HostileOnesAreRefusedInOneLine)
{
    const auto with = [](const char* path, json value) {
        auto manifest = manifestOfTwoParts();
        manifest[json::json_pointer(path)] = std::move(value);
        return manifest;
    };
    const json cases[] = {
        json(),
        json::array(),
        json::object(),
        with("/version", 2),
        with("/version", 1e300),
        with("/id", "../x"),
        with("/id", "a\nb"),
        with("/id", json::array()),
        with("/parts", json::array()),
        with("/parts", "all"),
        with("/parts/0", 7),
        with("/parts/0/seconds", -1),
        with("/parts/0/seconds", 1e18),
        with("/parts/1/part", 1),
        with("/parts/1/part", 1.5),
        with("/canvas", json::array()),
        with("/canvas/width", 1000000),
        with("/canvas/fps", 0),
        with("/participants/0/id", json()),
        with("/participants/0/name", std::string(2000, 'x')),
        with("/participants/0/observer", "yes"),
        with("/participants/0/present", json{{"part", 1}}),
        with("/participants/0/present/0/to", -0.5),
        with("/speakers/0/to", 0.1),
        with("/speakers/0/part", 9),
        with("/tracks/0/participant", "p9"),
        with("/tracks/0/kind", "window"),
    };
    for (const auto& manifest : cases) {
        const auto problem = problemOf(manifest);
        EXPECT_NE(problem, "") << manifest.dump();
        EXPECT_EQ(problem.find('\n'), std::string::npos) << problem;
    }
    EXPECT_FALSE(parseRecordedCall("{\"version\": 1, "));
    EXPECT_FALSE(parseRecordedCall(std::string(100000, '[')));
}

} // namespace
} // namespace confab::render
