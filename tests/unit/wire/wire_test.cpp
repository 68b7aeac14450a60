// SPDX-License-Identifier: Apache-2.0
#include "base/canvas_limits.hpp"
#include "link/room_link.hpp"
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
             Join{.room = "r", .name = "n", .recorded = false}, StateChange{.recorded = false},
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
             Muted{"p1"}, Muted{}}) {
        const auto json = toJson(message);
        const auto parsed = parseServer(toText(json));
        ASSERT_TRUE(parsed) << json;
        EXPECT_EQ(toJson(*parsed), json);
    }
}

TEST(Wire, InvalidUtf8IsReplacedNotThrown)
{
    const auto text =
        wire::toText(wire::toJson(wire::ServerMessage(wire::ErrorMessage{"x", "\xff", ""})));
    EXPECT_THAT(text, ::testing::HasSubstr("message"));
}

TEST(RoomLink, EveryLineComesBackAsItWas)
{
    const link::Join join{"p1", "secret", {.room = "demo", .name = "Ann", .audio = true}};
    const auto parsed = link::parseToRoom(link::toLine(link::ToRoom(join)));
    ASSERT_TRUE(parsed);
    EXPECT_EQ(std::get<link::Join>(*parsed).resume, "secret");
    EXPECT_TRUE(std::get<link::Join>(*parsed).join.audio);

    const auto state =
        link::parseFromRoom(link::toLine(link::FromRoom(link::State{{"p1", "p2"}, "grid", true})));
    ASSERT_TRUE(state);
    EXPECT_EQ(std::get<link::State>(*state).participants.size(), 2u);
    EXPECT_TRUE(std::get<link::State>(*state).recording);
}

TEST(RoomLink, WhatASuccessorNeedsComesBackAsItWas)
{
    const wire::ChatMessage message{"m1", "p1", "Ann", "hi\n", "2026-11-27T06:00:00Z"};
    const auto said = link::parseFromRoom(link::toLine(link::FromRoom(link::Said{message})));
    ASSERT_TRUE(said);
    EXPECT_EQ(std::get<link::Said>(*said).message, message);

    const auto state = link::parseFromRoom(link::toLine(
        link::FromRoom(link::State{.layout = "grid", .hosts = {"p1"}, .locked = true})));
    ASSERT_TRUE(state);
    EXPECT_THAT(std::get<link::State>(*state).hosts, ::testing::ElementsAre("p1"));
    EXPECT_TRUE(std::get<link::State>(*state).locked);

    const auto restore = link::parseToRoom(link::toLine(link::ToRoom(
        link::Restore{.layout = "grid", .hosts = {"p1"}, .locked = true, .chat = {message}})));
    ASSERT_TRUE(restore);
    EXPECT_THAT(std::get<link::Restore>(*restore).hosts, ::testing::ElementsAre("p1"));
    EXPECT_TRUE(std::get<link::Restore>(*restore).locked);
    EXPECT_THAT(std::get<link::Restore>(*restore).chat, ::testing::ElementsAre(message));

    const auto removed =
        link::parseFromRoom(link::toLine(link::FromRoom(link::Removed{"p1", true})));
    ASSERT_TRUE(removed);
    EXPECT_TRUE(std::get<link::Removed>(*removed).mayReturn);
}

TEST(RoomLink, CallAndReplyComeBackAsTheyWere)
{
    const nlohmann::json message{{"type", "record"}, {"on", true}};
    const auto call = link::parseToRoom(link::toLine(link::ToRoom(link::Call{"7", message})));
    ASSERT_TRUE(call);
    EXPECT_EQ(std::get<link::Call>(*call).id, "7");
    EXPECT_EQ(std::get<link::Call>(*call).message, message);

    const auto reply = link::parseFromRoom(link::toLine(link::FromRoom(link::Reply{"7", message})));
    ASSERT_TRUE(reply);
    EXPECT_EQ(std::get<link::Reply>(*reply).id, "7");
    EXPECT_EQ(std::get<link::Reply>(*reply).message, message);
}

TEST(RoomLink, NonsenseIsNothing)
{
    for (const char* line :
         {"", "{}", "[]", "{\"type\":\"join\"}", "{\"type\":\"gone\",\"participant\":1}",
          "{\"type\":\"call\",\"id\":\"1\"}", "{\"type\":\"call\",\"id\":1,\"message\":{}}"})
        EXPECT_FALSE(link::parseToRoom(line)) << line;
    for (const char* line :
         {"{\"type\":\"said\",\"message\":{}}", "{\"type\":\"reply\",\"message\":{}}",
          "{\"type\":\"reply\",\"id\":\"1\",\"message\":[]}"})
        EXPECT_FALSE(link::parseFromRoom(line)) << line;
}

} // namespace
} // namespace confab::wire
