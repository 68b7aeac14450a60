// SPDX-License-Identifier: Apache-2.0
#include "room/picture/floor.hpp"
#include "room/picture/seating.hpp"

#include <gmock/gmock.h>

namespace confab::room {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;

std::vector<Candidate> people(const std::string& letters)
{
    std::vector<Candidate> all;
    for (const char c : letters)
        all.push_back({.id = std::string(1, c)});
    return all;
}

class SeatingTest : public ::testing::Test {
protected:
    /// The seats as letters.
    std::string seat(const std::vector<Candidate>& all, std::size_t capacity, bool hasFocus = false,
                     const std::vector<std::string>& away = {})
    {
        std::string seats;
        for (const auto i : seating_.seat(all, capacity, hasFocus, away))
            seats += all[i].id;
        return seats;
    }

    Seating seating_;
};

TEST_F(SeatingTest, TheOrderOfJoiningIsTheOrderOfSeats)
{
    EXPECT_EQ(seat(people("abc"), 9), "abc");
    EXPECT_EQ(seat(people(""), 9), "");
}

TEST_F(SeatingTest, WhoIsAwayKeepsTheSeat)
{
    EXPECT_EQ(seat(people("abc"), 9), "abc");
    EXPECT_EQ(seat(people("ac"), 9, false, {"b"}), "ac");
    EXPECT_EQ(seat(people("acd"), 9, false, {"b"}), "acd");
    EXPECT_EQ(seat(people("abcd"), 9), "abcd");
    EXPECT_EQ(seat(people("bcd"), 9, true, {"a"}), "bcd");
    EXPECT_EQ(seat(people("bcd"), 9, true), "bcd") << "gone for good";
    EXPECT_EQ(seat(people("abcd"), 9), "bcda");
}

TEST_F(SeatingTest, WhoIsVisibleDoesNotMove)
{
    auto all = people("abcdef");
    EXPECT_EQ(seat(all, 4), "abcd");
    all[5].speaker = true; // takes the seat of the least important
    EXPECT_EQ(seat(all, 4), "abcf");
    all[5].speaker = false;
    all[5].spoke = Floor::Clock::time_point(5s);
    all[4].speaker = true;
    EXPECT_EQ(seat(all, 4), "abef");
}

TEST_F(SeatingTest, TheFreeSeatOfOneWhoLeftIsTakenOnlyByOneWhoWaits)
{
    EXPECT_EQ(seat(people("abcde"), 4), "abcd");
    EXPECT_EQ(seat(people("acde"), 4), "aecd");
    EXPECT_EQ(seat(people("acd"), 4), "acd");
}

TEST_F(SeatingTest, PinGoesBeforeScreenBeforeSpeakerBeforeHandBeforeRecency)
{
    auto all = people("abcdefg");
    all[6].pinned = true;
    all[5].screen = true;
    all[4].speaker = true;
    all[3].hand = true;
    all[2].spoke = Floor::Clock::time_point(1s);
    EXPECT_EQ(seat(all, 1), "g");
    EXPECT_EQ(Seating().seat(all, 7, false), (std::vector<std::size_t>{6, 5, 4, 3, 2, 0, 1}));
}

TEST_F(SeatingTest, TheFocusChangesPlacesAndNobodyElseMoves)
{
    auto all = people("abcd");
    EXPECT_EQ(seat(all, 4, true), "abcd");
    all[2].speaker = true;
    EXPECT_EQ(seat(all, 4, true), "cbad");
    all[2].speaker = false; // nobody has a claim: it stays
    EXPECT_EQ(seat(all, 4, true), "cbad");
    all[3].pinned = true;
    all[1].speaker = true;
    EXPECT_EQ(seat(all, 4, true), "dbac");
}

TEST_F(SeatingTest, ARaisedHandIsSeenButNotLarge)
{
    auto all = people("abcd");
    EXPECT_EQ(seat(all, 2, true), "ab");
    all[3].hand = true;
    EXPECT_EQ(seat(all, 2, true), "ad");
}

TEST(FloorTest, TheBorderComesAtOnceTheFloorAfterTwoSeconds)
{
    Floor floor;
    const Floor::Clock::time_point start(100s);
    floor.speaks("a", start);
    EXPECT_EQ(floor.speaker(), "a");
    EXPECT_EQ(floor.holder(), "a") << "nobody had it before";
    floor.speaks("b", start + 1s);
    EXPECT_EQ(floor.speaker(), "b");
    floor.tick(start + 2500ms);
    EXPECT_EQ(floor.holder(), "a");
    floor.tick(start + 3s);
    EXPECT_EQ(floor.holder(), "b");
    floor.speaks("", start + 4s);
    EXPECT_EQ(floor.speaker(), "");
    EXPECT_EQ(floor.holder(), "b") << "silence changes nothing";
    EXPECT_EQ(floor.heldAt("a"), start);
}

TEST(FloorTest, ACoughChangesNoPicture)
{
    Floor floor;
    const Floor::Clock::time_point start(100s);
    floor.speaks("a", start);
    floor.speaks("b", start + 1s);
    floor.speaks("a", start + 2s);
    floor.tick(start + 9s);
    EXPECT_EQ(floor.holder(), "a");
}

TEST(FloorTest, WhoLeavesTakesTheFloorAlong)
{
    Floor floor;
    floor.speaks("a", Floor::Clock::time_point(100s));
    floor.forget("a");
    EXPECT_EQ(floor.speaker() + floor.holder(), "");
}

} // namespace
} // namespace confab::room
