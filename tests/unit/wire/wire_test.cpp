// SPDX-License-Identifier: Apache-2.0
#include "base/canvas_limits.hpp"
#include "wire/wire_json.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace confab::wire {
namespace {

std::string codeOf(const wire::ParsedClient& parsed)
{
    const auto* error = std::get_if<wire::ErrorMessage>(&parsed);
    return error ? error->code : "";
}

TEST(Wire, ReadsAJoin)
{
    const auto parsed = wire::parseClient(std::string_view(
        R"({"type":"join","v":1,"room":"demo","name":"Zoë 🎈","media":{"audio":true}})"));
    ASSERT_EQ(codeOf(parsed), "");
    const auto& join = std::get<wire::Join>(std::get<wire::ClientMessage>(parsed));
    EXPECT_EQ(join.name, "Zoë 🎈");
    EXPECT_TRUE(join.audio);
    EXPECT_FALSE(join.video);
}

TEST(Wire, TellsWhatIsWrongByItsCode)
{
    const std::pair<const char*, const char*> cases[] = {
        {"", "message.invalid"},
        {"[1,2]", "message.invalid"},
        {"{\"type\":7}", "message.invalid"},
        {"{\"type\":\"dance\"}", "message.unknown"},
        {"{\"type\":\"record\",\"on\":\"yes\"}", "message.invalid"},
        {"{\"type\":\"answer\",\"peer\":\"c1\"}", "message.invalid"},
        {"{\"type\":\"candidate\",\"peer\":\"c1\",\"candidate\":\"\",\"mline\":-1}",
         "message.invalid"},
        {R"({"type":"state","recorded":1})", "message.invalid"},
        {R"({"type":"chat"})", "message.invalid"},
        {R"({"type":"chat","text":"\n"})", "message.invalid"},
        {"{\"type\":\"chat\",\"text\":\"\xff\"}", "message.invalid"},
        {R"({"type":"mute","participant":null})", "message.invalid"},
        {R"({"type":"kick"})", "message.invalid"},
        {R"({"type":"lock","on":1})", "message.invalid"},
        {R"({"type":"role","participant":"p1","role":"king"})", "message.invalid"},
        {R"({"type":"role","role":"host"})", "message.invalid"},
        {"{\"type\":\"join\",\"v\":2}", "version.unsupported"},
        {"{\"type\":\"join\",\"v\":1,\"room\":\"../x\",\"name\":\"A\"}", "room.name"},
        {"{\"type\":\"join\",\"v\":1,\"room\":\"x\",\"name\":\" \"}", "message.invalid"},
        {"{\"type\":\"join\",\"v\":1,\"room\":\"x\",\"name\":\"A\\u0007\"}", "message.invalid"},
    };
    for (const auto& [text, code] : cases)
        EXPECT_EQ(codeOf(wire::parseClient(std::string_view(text))), code) << text;
}

TEST(Wire, CanvasOfARecordingIsWithinTheLimits)
{
    const auto verdict = [](int width, int height) {
        const nlohmann::json record{
            {"type", "record"}, {"on", true}, {"width", width}, {"height", height}};
        return codeOf(wire::readClient(record));
    };
    for (const int side : {kMinCanvasSide, 200, kMaxCanvasSide})
        EXPECT_EQ(verdict(side, side), "") << side;
    for (const int side : {kMinCanvasSide - 2, 201, kMaxCanvasSide + 2}) {
        EXPECT_EQ(verdict(side, 360), "message.invalid") << side;
        EXPECT_EQ(verdict(640, side), "message.invalid") << side;
    }
}

TEST(Wire, DeepNestingAndHugeNumbersAreOnlyInvalid)
{
    EXPECT_EQ(codeOf(wire::parseClient(std::string_view(std::string(60000, '[')))),
              "message.invalid");
    EXPECT_EQ(codeOf(wire::parseClient(std::string_view(
                  R"({"type":"candidate","peer":"c","candidate":"","mline":1e400})"))),
              "message.invalid");
    EXPECT_EQ(codeOf(wire::parseClient(std::string_view(std::string(70000, ' ')))),
              "message.invalid");
}

TEST(Wire, WhatAServerSaysAClientUnderstands)
{
    const wire::Joined joined{
        .participant = "p1",
        .resume = "s",
        .room = "demo",
        .iceServers = {{{"stun:a"}, "", ""}},
        .participants = {{"p1", "Ann", true, true, false, false}},
        .peers = {"c1"},
        .layout = {"main", "grid", 1280, 720, {{"p1", "camera", 0, 0, 1280, 720}}},
        .recording = {.on = true, .id = "f", .file = "f.webm", .elapsedMs = 12, .by = "p1"},
        .chat = {{"m1", "p1", "Ann", "hello", "2026-11-27T06:00:00Z"}},
        .locked = true,
        .maxParticipants = 25};
    const auto text = wire::toText(wire::toJson(wire::ServerMessage(joined)));
    const auto parsed = wire::parseServer(text);
    ASSERT_TRUE(parsed);
    const auto& back = std::get<wire::Joined>(*parsed);
    EXPECT_EQ(back.participants, joined.participants);
    EXPECT_EQ(back.layout, joined.layout);
    EXPECT_EQ(back.recording.file, "f.webm");
    EXPECT_EQ(back.peers, joined.peers);
    EXPECT_EQ(back.chat, joined.chat);
    EXPECT_TRUE(back.locked);
}

TEST(Wire, WhatIsLeftOutIsAsItWasBefore)
{
    const auto parsed =
        wire::parseClient(std::string_view(R"({"type":"join","v":1,"room":"demo","name":"Ann"})"));
    EXPECT_TRUE(std::get<wire::Join>(std::get<wire::ClientMessage>(parsed)).recorded);
    const auto participant = wire::parseServer(
        R"({"type":"participant.joined","participant":"p1","name":"Ann","audio":true,"video":true,
            "hand":false,"observer":false})");
    ASSERT_TRUE(participant);
    const auto& shown = std::get<wire::ParticipantJoined>(*participant).participant;
    EXPECT_TRUE(shown.recorded);
    EXPECT_EQ(shown.role, wire::Role::Guest);
}

TEST(Wire, WhatAClientSaysComesBackAsItWas)
{
    using namespace wire;
    for (const ClientMessage& message : std::initializer_list<ClientMessage>{
             Join{.room = "r", .name = "n", .recorded = false},
             Join{.room = "r",
             .name = "n",
             .resume = "s",
             .peers = std::vector<std::string>{"c1", "s2"}},
             Join{.room = "r", .name = "n", .resume = "s", .peers = std::vector<std::string>()},
             Restart{"c1"}, Ping{}, Leave{}, Leave{.back = true}, StateChange{.recorded = false},
             Chat{"a\nb"}, Mute{"p1"}, Kick{"p1"}, Lock{true}, SetRole{"p1", Role::Host}}) {
        const auto json = toJson(message);
        const auto parsed = readClient(json);
        ASSERT_EQ(codeOf(parsed), "") << json;
        EXPECT_EQ(toJson(std::get<ClientMessage>(parsed)), json);
    }
}

TEST(Wire, WhatAServerSaysOfPeopleComesBackAsItWas)
{
    using namespace wire;
    for (const ServerMessage& message : std::initializer_list<ServerMessage>{
             ParticipantUpdated{{.id = "p1", .recorded = false, .role = Role::Host}},
             Speaker{"", {}}, Speaker{"p1", {{"p1", -20}, {"p2", -50}}},
             ChatMessage{"m1", "p1", "Ann", "hi", "2026-11-27T06:00:00Z"}, RoomState{true},
             Muted{"p1"}, Muted{}, Pong{}, Waiting{3}}) {
        const auto json = toJson(message);
        const auto parsed = parseServer(toText(json));
        ASSERT_TRUE(parsed) << json;
        EXPECT_EQ(toJson(*parsed), json);
    }
}

TEST(Wire, WhoComesBackMayNotNameAnythingAsItsSessions)
{
    const std::string begin = R"({"type":"join","v":1,"room":"r","name":"n","resume":"s","peers":)";
    std::string many = "[\"c\"";
    for (int i = 0; i < 16; ++i)
        many += ",\"c\"";
    for (const auto& peers : {std::string("7"), std::string("[7]"), std::string("{}"), many + "]"})
        EXPECT_EQ(codeOf(parseClient(begin + peers + "}")), "message.invalid") << peers;
    EXPECT_EQ(codeOf(parseClient(begin + "[]}")), "");
}

// 32000 levels took most of the front's stack.
TEST(Wire, WhatIsNestedDeeplyIsRefused)
{
    const auto deep = std::string(30000, '[') + std::string(30000, ']');
    const auto message = [&](const char* begin) { return begin + deep + "}"; };
    EXPECT_EQ(codeOf(parseClient(message(R"({"type":"layout","custom":)"))), "message.invalid");
    EXPECT_EQ(codeOf(parseClient(message(R"({"type":"ping","x":)"))), "message.invalid");
    EXPECT_FALSE(parseServer(message(R"({"type":"pong","x":)")));
}

TEST(Wire, InvalidUtf8IsReplacedNotThrown)
{
    const auto text =
        wire::toText(wire::toJson(wire::ServerMessage(wire::ErrorMessage{"x", "\xff", ""})));
    EXPECT_THAT(text, ::testing::HasSubstr("message"));
}

TEST(Wire, ALongRecordingIsUnderstood)
{
    const Recording recording{.on = true, .id = "f", .elapsedMs = 5'000'000'000};
    const auto parsed = parseServer(textOf(recording));
    ASSERT_TRUE(parsed);
    EXPECT_EQ(std::get<Recording>(*parsed).elapsedMs, 5'000'000'000);
}

TEST(Wire, EveryMessageOfAClientHasItsType)
{
    for (const ClientMessage& message : std::initializer_list<ClientMessage>{
             Join{}, Answer{}, Candidate{}, StateChange{}, Record{}, SetLayout{}, Pin{}, Share{},
             Chat{}, Mute{}, Kick{}, Lock{}, SetRole{}, Leave{}, Restart{}, Ping{}})
        EXPECT_EQ(toJson(message)["type"], typeOf(message));
    EXPECT_STREQ(typeOf(Answer{}), "answer");
    EXPECT_STREQ(typeOf(Leave{}), "leave");
}

} // namespace
} // namespace confab::wire
