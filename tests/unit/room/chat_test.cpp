// SPDX-License-Identifier: Apache-2.0
#include "room/people/chat.hpp"
#include "wire/chat_text.hpp"

#include <gmock/gmock.h>

namespace confab::room {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;

std::string repeated(const std::string& text, int times)
{
    std::string all;
    for (int i = 0; i < times; ++i)
        all += text;
    return all;
}

TEST(ChatText, IsWhatWasTypedWithoutControlCharacters)
{
    EXPECT_EQ(wire::chatText("Grüße, Zoë 🎈\nand مرحبا"), "Grüße, Zoë 🎈\nand مرحبا");
    EXPECT_EQ(wire::chatText("a\tb\r\nc\x1b[31md\x7f"
                             "e\xc2\x85"),
              "a b\nc[31mde");
    EXPECT_EQ(wire::chatText(std::string("a\0b", 3)), "ab");
}

TEST(ChatText, IsMeasuredInCharacters)
{
    EXPECT_TRUE(wire::chatText(repeated("🎈", 2000)));
    EXPECT_FALSE(wire::chatText(repeated("🎈", 2001)));
    EXPECT_FALSE(wire::chatText(repeated("a", 2001)));
    EXPECT_TRUE(wire::chatText(repeated("a", 2000) + "\r")) << "what is taken out does not count";
}

TEST(ChatText, ThatCannotBeSeenIsNone)
{
    for (const char* text : {"", " ", "\n\n", "\t \r", "\x01", "\xe2\x80\x8b", "\xe2\x80\xae\n"})
        EXPECT_FALSE(wire::chatText(text)) << testing::PrintToString(text);
}

TEST(ChatText, ThatIsNoUtf8IsNone)
{
    for (const char* text : {"\xff", "a\xc3(", "\xed\xa0\x80", "\xc0\xaf", "\xf4\x90\x80\x80"})
        EXPECT_FALSE(wire::chatText(text)) << testing::PrintToString(text);
}

TEST(ChatHistory, KeepsTheLastByNumberAndBySize)
{
    link::ChatHistory history;
    for (int i = 1; i <= 250; ++i)
        history.add({.id = std::to_string(i), .text = "x"});
    EXPECT_EQ(history.all().size(), link::ChatHistory::kMost);
    EXPECT_EQ(history.all().front().id, "151");
    EXPECT_EQ(history.all().back().id, "250");

    const std::string large(8000, 'x');
    for (int i = 1; i <= 100; ++i)
        history.add({.id = "l" + std::to_string(i), .text = large});
    EXPECT_EQ(history.all().size(), link::ChatHistory::kMostBytes / large.size());
    EXPECT_EQ(history.all().back().id, "l100");
    history.clear();
    EXPECT_TRUE(history.all().empty());
    history.add({.id = "1", .text = "x"});
    EXPECT_EQ(history.all().size(), 1u);
}

class ChatTest : public ::testing::Test {
protected:
    /// The message's id, or "".
    std::string say(const std::string& who, const std::string& text = "hello")
    {
        const auto message = chat_.say({.id = who, .name = who + "'s name"}, text, now_, kDay);
        return message ? message->id : "";
    }

    static constexpr Chat::WallClock::time_point kDay{1764223200120ms};
    Chat chat_;
    Chat::Clock::time_point now_{1h};
};

TEST_F(ChatTest, AMessageSaysWhoAndWhen)
{
    const auto message = chat_.say({.id = "p1", .name = "Ann"}, "hello", now_, kDay);
    EXPECT_EQ(message, (wire::ChatMessage{"m1", "p1", "Ann", "hello", "2025-11-27T06:00:00.120Z"}));
    EXPECT_THAT(chat_.history(), ElementsAre(*message));
}

TEST_F(ChatTest, FiveInFiveSecondsAreEnough)
{
    for (const char* id : {"m1", "m2", "m3", "m4", "m5"}) {
        EXPECT_EQ(say("p1"), id);
        now_ += 100ms;
    }
    EXPECT_EQ(say("p1"), "");
    EXPECT_EQ(say("p2"), "m6") << "others may";
    now_ += 4400ms;
    EXPECT_EQ(say("p1"), "");
    now_ += 100ms;
    EXPECT_EQ(say("p1"), "m7") << "the first is 5 s old";
    EXPECT_EQ(say("p1"), "");
    EXPECT_EQ(chat_.history().size(), 7u) << "what was refused was not said";
}

TEST_F(ChatTest, WhatWasSaidStaysWhenSomebodyLeaves)
{
    say("p1");
    chat_.forget("p1");
    EXPECT_EQ(chat_.history().size(), 1u);
}

TEST_F(ChatTest, ASuccessorGoesOnCounting)
{
    say("p1", "one");
    say("p1", "two");
    Chat next;
    next.restore(chat_.history());
    const auto third = next.say({.id = "p1", .name = "p1"}, "three", now_, kDay);
    ASSERT_TRUE(third);
    EXPECT_EQ(third->id, "m3");
    EXPECT_EQ(next.history().front().text, "one");
}

} // namespace
} // namespace confab::room
