// SPDX-License-Identifier: Apache-2.0
#include "base/glib/line_channel.hpp"
#include "link/chat_history.hpp"
#include "link/room_link.hpp"
#include "wire/wire_json.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace confab::link {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

/// The message that its own line gives, which gives the same line again.
template <class Message> Message again(const Message& message)
{
    if constexpr (requires { ToRoom(message); }) {
        const auto line = toLine(ToRoom(message));
        const auto back = parseToRoom(line);
        EXPECT_TRUE(back && toLine(*back) == line) << line;
        return back ? std::get<Message>(*back) : Message();
    } else {
        const auto line = toLine(FromRoom(message));
        const auto back = parseFromRoom(line);
        EXPECT_TRUE(back && toLine(*back) == line) << line;
        return back ? std::get<Message>(*back) : Message();
    }
}

template <class Wanted> Wanted wishAgain(const Wanted& wish)
{
    const auto call = again(Call{"7", wish});
    EXPECT_EQ(call.id, "7");
    return std::get<Wanted>(call.wish);
}

template <class Given> Given answerAgain(const Given& answer)
{
    const auto reply = again(Reply{"7", answer});
    EXPECT_EQ(reply.id, "7");
    return std::get<Given>(reply.answer);
}

template <class Said> Said saidAgain(const Said& said)
{
    const auto message = again(FromClient{"p1", said});
    EXPECT_EQ(message.participant, "p1");
    return std::get<Said>(message.message);
}

const wire::ChatMessage kChat{"m1", "p1", "Ann", "hi\n\"you\"", "2026-11-27T06:00:00Z"};
const RunningRecording kRecording{.id = "demo-1",
                                  .part = 3,
                                  .by = "p1",
                                  .byName = "Ann",
                                  .format = "mp4",
                                  .tracks = true,
                                  .hls = true,
                                  .layout = "2x2",
                                  .width = 640,
                                  .height = 360,
                                  .paused = true,
                                  .beforeMs = 5'000'000'000,
                                  .sinceMs = 6'000'000'000};

TEST(RoomLink, WhoJoinsComesBackAsTheyWere)
{
    const auto join = again(Join{"p1",
                                 "secret",
                                 {.room = "demo", .name = "Ann", .audio = true, .recorded = false},
                                 "call.example/r/demo",
                                 true});
    EXPECT_EQ(join.participant, "p1");
    EXPECT_EQ(join.resume, "secret");
    EXPECT_EQ(join.join.room, "demo");
    EXPECT_EQ(join.join.name, "Ann");
    EXPECT_TRUE(join.join.audio);
    EXPECT_FALSE(join.join.video);
    EXPECT_FALSE(join.join.recorded);
    EXPECT_EQ(join.invite, "call.example/r/demo");
    EXPECT_TRUE(join.isBack);
}

TEST(RoomLink, WhatClientsSayComesBackAsItWas)
{
    EXPECT_EQ(saidAgain(wire::Answer{"c1", "v=0\r\n"}).sdp, "v=0\r\n");
    EXPECT_EQ(saidAgain(wire::Candidate{"c1", 3, "candidate:1"}).mline, 3u);
    EXPECT_EQ(saidAgain(wire::StateChange{.hand = true}).hand, true);
    EXPECT_EQ(saidAgain(wire::StateChange{.hand = true}).audio, std::nullopt);
    EXPECT_EQ(saidAgain(wire::Record{.on = true, .width = 640, .height = 360}).height, 360);
    EXPECT_EQ(saidAgain(wire::Record{.on = true, .layout = ""}).layout, "");
    EXPECT_EQ(saidAgain(wire::Pin{"p2"}).participant, "p2");
    EXPECT_EQ(saidAgain(wire::Pin{}).participant, "");
    EXPECT_TRUE(saidAgain(wire::Share{true}).on);
    EXPECT_EQ(saidAgain(wire::Chat{"a\n\"b\""}).text, "a\n\"b\"");
    EXPECT_EQ(saidAgain(wire::Mute{"p2"}).participant, "p2");
    EXPECT_EQ(saidAgain(wire::Kick{"p2"}).participant, "p2");
    EXPECT_TRUE(saidAgain(wire::Lock{true}).on);
    EXPECT_EQ(saidAgain(wire::SetRole{"p2", wire::Role::Host}).role, wire::Role::Host);
    saidAgain(wire::Leave{});
    saidAgain(wire::Leave{.back = true});
    saidAgain(wire::Restart{"c1"});
    saidAgain(wire::Ping{});
}

TEST(RoomLink, ALayoutOfOnesOwnIsCarriedAsTextAndNotParsed)
{
    const std::string custom = R"({"name":"mine" , "variants":[1e9]})";
    const auto layout = saidAgain(wire::SetLayout{
        .view = "host", .custom = custom, .background = "#102030", .order = {"p2", "p1"}});
    EXPECT_EQ(layout.custom, custom) << "to the byte";
    EXPECT_EQ(layout.view, "host");
    EXPECT_EQ(layout.name, std::nullopt);
    EXPECT_EQ(layout.background, "#102030");
    EXPECT_THAT(layout.order, ElementsAre("p2", "p1"));
    const ChangeLayout wish{.layout = {.custom = custom}, .version = 4};
    EXPECT_EQ(wishAgain(wish).layout.custom, custom);
    EXPECT_EQ(wishAgain(wish).version, 4);
}

TEST(RoomLink, ALayoutOfOnesOwnMayBeTypedByHand)
{
    const auto parsed = parseToRoom(
        R"({"type":"message","participant":"p1","message":{"type":"layout","custom":{"name":"x"}}})");
    ASSERT_TRUE(parsed);
    const auto& message = std::get<FromClient>(*parsed).message;
    EXPECT_EQ(std::get<wire::SetLayout>(message).custom, R"({"name":"x"})");
}

TEST(RoomLink, WhatTheFrontSaysOfItselfComesBackAsItWas)
{
    again(Ping{});
    again(End{});
    EXPECT_EQ(again(Gone{"p1", true}).participant, "p1");
    EXPECT_TRUE(again(Gone{"p1", true}).clean);
    EXPECT_TRUE(again(Gone{"p1", false, true}).reloading);
    const auto restore = again(Restore{.layout = "grid",
                                       .recording = true,
                                       .recordings = {kRecording},
                                       .hosts = {"p1"},
                                       .locked = true,
                                       .chat = {kChat}});
    EXPECT_EQ(restore.layout, "grid");
    EXPECT_TRUE(restore.recording);
    EXPECT_THAT(restore.recordings, ElementsAre(kRecording));
    EXPECT_THAT(restore.hosts, ElementsAre("p1"));
    EXPECT_TRUE(restore.locked);
    EXPECT_THAT(restore.chat, ElementsAre(kChat));
}

TEST(RoomLink, WhatOperatorsWishComesBackAsItWas)
{
    wishAgain(Describe{});
    wishAgain(TakeSnapshot{});
    const auto one = wishAgain(ChangeParticipant{
        .participant = "p1", .muted = true, .pinned = false, .role = wire::Role::Host});
    EXPECT_EQ(one.participant, "p1");
    EXPECT_TRUE(one.muted);
    EXPECT_EQ(one.pinned, false);
    EXPECT_EQ(one.role, wire::Role::Host);
    const auto other = wishAgain(ChangeParticipant{.participant = "p1"});
    EXPECT_FALSE(other.muted);
    EXPECT_EQ(other.pinned, std::nullopt);
    EXPECT_EQ(other.role, std::nullopt);
    EXPECT_EQ(wishAgain(ChangeLayout{}).version, std::nullopt);
    wishAgain(ListLayouts{});
    EXPECT_EQ(wishAgain(RemoveLayout{"a b"}).name, "a b");
    EXPECT_EQ(wishAgain(wire::Record{.paused = true, .recording = "x"}).recording, "x");
    EXPECT_EQ(wishAgain(wire::Pin{"p1"}).participant, "p1");
    EXPECT_EQ(wishAgain(wire::Mute{"p1"}).participant, "p1");
    EXPECT_EQ(wishAgain(wire::Kick{"p1"}).participant, "p1");
    EXPECT_TRUE(wishAgain(wire::Lock{true}).on);
    EXPECT_EQ(wishAgain(wire::SetRole{"p1", wire::Role::Host}).role, wire::Role::Host);
}

TEST(RoomLink, WhatARoomAnswersComesBackAsItWas)
{
    const wire::Participant ann{.id = "p1", .name = "Ann", .audio = true, .role = wire::Role::Host};
    const ShownLayout shown{{.name = "grid",
                             .width = 1280,
                             .height = 720,
                             .tiles = {{"p1", "camera", 0, 0, 640, 360}},
                             .hidden = 2,
                             .pinned = "p1",
                             .background = "#102030"},
                            7};
    const auto room = answerAgain(
        Description{{ann}, {{.on = true, .id = "f", .elapsedMs = 5'000'000'000}}, "p1", shown});
    EXPECT_THAT(room.participants, ElementsAre(ann));
    ASSERT_EQ(room.recordings.size(), 1u);
    EXPECT_EQ(room.recordings[0].elapsedMs, 5'000'000'000);
    EXPECT_EQ(room.speaker, "p1");
    EXPECT_EQ(room.layout.layout, shown.layout);
    EXPECT_EQ(room.layout.version, 7);
    EXPECT_EQ(answerAgain(shown).layout, shown.layout);
    EXPECT_EQ(answerAgain(shown).version, 7);
    const std::string bytes("\xff\xd8\0\n", 4);
    EXPECT_EQ(answerAgain(Snapshot{bytes}).jpeg, bytes);
    const auto layouts = answerAgain(CustomLayouts{{{"a b", "p1", true}, {"house", "", false}}});
    ASSERT_EQ(layouts.layouts.size(), 2u);
    EXPECT_EQ(layouts.layouts[0].by, "p1");
    EXPECT_TRUE(layouts.layouts[0].shown);
    EXPECT_EQ(layouts.layouts[1].name, "house");
    EXPECT_EQ(answerAgain(wire::Recording{.id = "f", .reason = "full"}).reason, "full");
    EXPECT_TRUE(answerAgain(wire::RoomState{true}).locked);
    EXPECT_EQ(answerAgain(wire::ParticipantUpdated{ann}).participant, ann);
    EXPECT_EQ(answerAgain(wire::ParticipantLeft{"p1"}).participant, "p1");
    EXPECT_EQ(answerAgain(wire::ErrorMessage{"a.b", "no", "layout"}).code, "a.b");
}

TEST(RoomLink, WhatARoomSaysOfItselfComesBackAsItWas)
{
    EXPECT_EQ(again(Ready{"demo", kVersion}).room, "demo");
    EXPECT_EQ(again(Ready{"demo", kVersion}).version, kVersion);
    again(Pong{});
    const auto state = again(State{.participants = {"p1", "p2"},
                                   .layout = "grid",
                                   .recording = true,
                                   .recordings = {kRecording},
                                   .hosts = {"p1"},
                                   .locked = true});
    EXPECT_THAT(state.participants, ElementsAre("p1", "p2"));
    EXPECT_EQ(state.layout, "grid");
    EXPECT_TRUE(state.recording);
    EXPECT_THAT(state.recordings, ElementsAre(kRecording));
    EXPECT_THAT(state.hosts, ElementsAre("p1"));
    EXPECT_TRUE(state.locked);
    EXPECT_EQ(again(Said{kChat}).message, kChat);
    EXPECT_EQ(again(Admitted{"p1"}).participant, "p1");
    EXPECT_EQ(again(Removed{"p1", true}).participant, "p1");
    EXPECT_TRUE(again(Removed{"p1", true}).mayReturn);
}

TEST(RoomLink, WhatGoesToClientsIsOneObjectAndItsTextIsLeftAlone)
{
    const std::string text = R"({"type":"chat", "text":"a,\"message\":{}}\n" })";
    const std::string odd = R"(,"message":{"x)"; // no id, but what if
    const auto back = again(ToClients{{"p1", odd, "p3"}, text});
    EXPECT_THAT(back.participants, ElementsAre("p1", odd, "p3"));
    EXPECT_EQ(back.text, text) << "to the byte";
    const auto line = json::parse(toLine(FromRoom(ToClients{{"p1"}, text})));
    EXPECT_EQ(line["type"], "message");
    EXPECT_EQ(line["participants"], json::array({"p1"}));
    EXPECT_EQ(line["message"]["type"], "chat");
}

TEST(RoomLink, ARoomOfBeforeThereWasAVersionHasNone)
{
    const auto ready = parseFromRoom(R"({"room":"demo","type":"ready"})");
    ASSERT_TRUE(ready);
    EXPECT_EQ(std::get<Ready>(*ready).version, 0);
    EXPECT_FALSE(
        parseFromRoom(R"({"message":{"type":"bye"},"participant":"p1","type":"message"})"));
}

TEST(RoomLink, UnknownFieldsAreLeftOut)
{
    const auto parsed = parseToRoom(
        R"({"type":"message","participant":"p1","x":1,"message":{"type":"lock","on":true,"y":2}})");
    ASSERT_TRUE(parsed);
    EXPECT_THAT(toLine(*parsed), Not(HasSubstr("\"y\"")));
}

TEST(RoomLink, NonsenseToARoomIsNothing)
{
    for (
        const char* line :
        {"",
         "{",
         "{}",
         "[]",
         "7",
         R"({"type":7})",
         R"({"type":"dance"})",
         R"({"type":"join"})",
         R"({"type":"gone","participant":1})",
         R"({"type":"gone","participant":"p1"})",
         R"({"type":"call","id":"1"})",
         R"({"type":"call","id":1,"message":{"type":"describe"}})",
         R"({"type":"call","id":"1","message":{}})",
         R"({"type":"call","id":"1","message":[]})",
         R"({"type":"call","id":"1","message":{"type":"dance"}})",
         R"({"type":"call","id":"1","message":{"type":"leave"}})",
         R"({"type":"call","id":"1","message":{"type":"participant"}})",
         R"({"type":"call","id":"1","message":{"type":"participant","participant":"p","pinned":1}})",
         R"({"type":"call","id":"1","message":{"type":"participant","participant":"p","role":"king"}})",
         R"({"type":"call","id":"1","message":{"type":"layout","version":"1"}})",
         R"({"type":"call","id":"1","message":{"type":"layout","version":99999999999}})",
         R"({"type":"message","participant":"p1"})",
         R"({"type":"message","message":{}})",
         R"({"type":"message","participant":"p1","message":{"type":"record","on":"yes"}})",
         R"({"type":"message","participant":"p1","message":{"type":"layout","customText":{}}})",
         R"({"type":"restore","layout":"grid","recording":false,"recordings":[{"id":1}]})",
         R"({"type":"restore","layout":"grid","recording":false,"chat":[{}]})"})
        EXPECT_FALSE(parseToRoom(line)) << line;
}

TEST(RoomLink, NonsenseFromARoomIsNothing)
{
    for (const char* line :
         {"", "{}", R"({"type":"said","message":{}})", R"({"type":"reply","message":{}})",
          R"({"type":"reply","id":"1","message":[]})", R"({"type":"reply","id":"1","message":{}})",
          R"({"type":"reply","id":"1","message":{"type":"chat"}})",
          R"({"type":"reply","id":"1","message":{"type":"snapshot","jpeg":"?"}})",
          R"({"type":"state","participants":[1],"layout":"","recording":false})",
          R"({"type":"message","participants":)", R"({"type":"message","participants":[]})",
          R"({"type":"message","participants":["p1"],"message":})",
          R"({"type":"message","participants":["p1"],"message":"x"})",
          R"({"type":"message","participants":["p1"],"message":{)",
          R"({"type":"message","participants":"p1","message":{}})",
          R"({"type":"message","participants":[1],"message":{}})",
          R"({"type":"message","participants":["p1","message":{}})",
          "{\"type\":\"message\",\"participants\":[\"p1\"],\"message\":{\"x\":\"\xff\"}}"})
        EXPECT_FALSE(parseFromRoom(line)) << line;
}

/// As much as 200 people can say of that.
ChatHistory historyOf(const std::string& character, std::size_t characters)
{
    std::string text;
    for (std::size_t i = 0; i < characters; ++i)
        text += character;
    ChatHistory history;
    for (int i = 0; i < 200; ++i)
        history.add({"m" + std::to_string(i), "p01234567", text.substr(0, 64 * character.size()),
                     text, "2026-11-27T06:00:00.000Z"});
    return history;
}

TEST(RoomLink, AllThatWasSaidFitsALine)
{
    for (const char* character : {"\"", "\\", "\n", "a", "\xc3\xa4", "\xf0\x9f\x98\x80", "\x7f"})
        for (const std::size_t characters : {1u, 1246u, 2000u}) {
            const auto history = historyOf(character, characters);
            EXPECT_LE(toLine(ToRoom(Restore{.chat = history.all()})).size(),
                      ChatHistory::kMostBytes + 200)
                << character << characters;
            EXPECT_GE(history.all().size(), 15u) << character << characters;
            EXPECT_LE(history.all().size(), ChatHistory::kMost);
        }
}

TEST(RoomLink, TheLongestWelcomeFitsALine)
{
    wire::Joined joined{.chat = historyOf("\"", 2000).all()};
    const wire::Participant longest{
        .id = "p01234567", .name = std::string(4 * 64, 'x'), .role = wire::Role::Guest};
    joined.participants.assign(100, longest);
    joined.layout.tiles.assign(100, {"p01234567", "camera", 1000, 1000, 1000, 1000});
    joined.recordings.assign(8, {.id = std::string(100, 'x'), .file = std::string(100, 'x')});
    EXPECT_LT(toLine(FromRoom(ToClients{{"p01234567"}, wire::textOf(joined)})).size(),
              LineChannel::kMaxLine);
}

TEST(RoomLink, DeepNestingIsNothing)
{
    const std::string deep(100'000, '[');
    EXPECT_FALSE(parseToRoom(deep));
    EXPECT_FALSE(
        parseFromRoom("{\"type\":\"message\",\"participants\":" + deep + ",\"message\":{}}"));
}

} // namespace
} // namespace confab::link
