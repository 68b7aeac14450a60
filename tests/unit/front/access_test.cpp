// SPDX-License-Identifier: Apache-2.0
#include "front/access/access_table.hpp"
#include "front/access/file_keys.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace confab::front {
namespace {

constexpr const char* kSecret = "0123456789abcdef";
/// What strangers may not do. All else they may.
const std::set<Action> kOperatorsOnly{Action::ListRooms,         Action::ReadRoom,
                                      Action::ChangeRoom,        Action::EndRoom,
                                      Action::ChangeLayout,      Action::ChangeParticipant,
                                      Action::RemoveParticipant, Action::TakeSnapshot};

/// What strangers may not do in a room that is locked, and who is in it may.
const std::set<Action> kMembersIfLocked{Action::ListRecordings,  Action::ReadRecording,
                                        Action::DeleteRecording, Action::StartRecording,
                                        Action::ChangeRecording, Action::StopRecording};

/// "closed" is locked, and Ann is in it; "demo" is not.
class Rooms : public Membership {
public:
    bool isLocked(const std::string& room) const override { return room == "closed"; }
    bool isMember(const std::string& room, const std::string& secret) const override
    {
        return room == "closed" && secret == "ann";
    }
};
const Rooms kRooms;

/// At the server's own machine.
Caller localCaller()
{
    return {.address = GRef<GInetAddress>::adopt(g_inet_address_new_from_string("127.0.0.1")),
            .host = "127.0.0.1:8080"};
}

Caller callerWith(const std::string& secret, const std::string& client = "127.0.0.1")
{
    auto caller = localCaller();
    caller.authorization = "Bearer " + secret;
    caller.client = GRef<GInetAddress>::adopt(g_inet_address_new_from_string(client.c_str()));
    return caller;
}

/// The code of the refusal; empty: none.
std::string verdict(AccessTable& access, const Caller& caller, Action action = Action::ListRooms,
                    const std::string& room = "demo")
{
    const auto refusal = access.refusalOf(caller, action, room);
    return refusal ? std::to_string(refusal->status) + " " + refusal->code : "";
}

TEST(AccessTableTest, StrangersMayDoAllButRuleARoom)
{
    for (const auto& [action, least, ifLocked] : rights())
        EXPECT_EQ(may(Principal::Stranger, action), !kOperatorsOnly.contains(action))
            << int(action);
}

TEST(AccessTableTest, OperatorsMayDoEverything)
{
    for (const auto& [action, least, ifLocked] : rights())
        EXPECT_TRUE(may(Principal::Operator, action)) << int(action);
}

TEST(AccessTableTest, EveryActionIsDecidedByItsRow)
{
    AccessTable access({.secret = kSecret}, kRooms);
    for (const auto& [action, least, ifLocked] : rights()) {
        EXPECT_EQ(verdict(access, callerWith(kSecret), action), "") << int(action);
        EXPECT_EQ(verdict(access, localCaller(), action),
                  kOperatorsOnly.contains(action) ? "401 admin.secret" : "")
            << int(action);
    }
}

TEST(AccessTableTest, WrongSecretIsNoGuessWhereNoneIsNeeded)
{
    AccessTable access({.secret = kSecret}, kRooms);
    for (int i = 0; i < 10; ++i)
        EXPECT_EQ(verdict(access, callerWith("wrong"), Action::Join), "");
    EXPECT_EQ(verdict(access, callerWith(kSecret)), "");
}

TEST(AccessTableTest, StrangersMayDoNothingWithTheRecordingsOfALockedRoom)
{
    AccessTable access({.secret = kSecret}, kRooms);
    auto ann = localCaller(), other = localCaller();
    ann.authorization = "Resume ann";
    other.authorization = "Resume bob";
    for (const auto& [action, least, ifLocked] : rights()) {
        const bool isClosed = kMembersIfLocked.contains(action);
        EXPECT_EQ(ifLocked, isClosed ? Principal::Member : least) << int(action);
        if (!isClosed)
            continue;
        for (const auto& caller : {localCaller(), other})
            EXPECT_EQ(verdict(access, caller, action, "closed"), "403 room.locked") << int(action);
        EXPECT_EQ(verdict(access, ann, action, "closed"), "") << int(action);
        EXPECT_EQ(verdict(access, callerWith(kSecret), action, "closed"), "") << int(action);
        EXPECT_EQ(verdict(access, localCaller(), action), "") << "demo is open";
    }
}

TEST(AccessTableTest, AParticipantIsNoOperatorAndGuessesNoSecret)
{
    AccessTable access({.secret = kSecret}, kRooms);
    auto ann = localCaller();
    ann.authorization = "Resume ann";
    for (int i = 0; i < 10; ++i)
        EXPECT_EQ(verdict(access, ann, Action::TakeSnapshot, "closed"), "401 admin.secret");
    EXPECT_EQ(verdict(access, callerWith(kSecret)), "");
}

TEST(AccessTableTest, ARoomOfThisMachineIsItsOperators)
{
    AccessTable access({.isPrivate = true}, kRooms);
    EXPECT_EQ(verdict(access, localCaller(), Action::StartRecording, "closed"), "");
}

TEST(FileKeysTest, OpenOneRecordingForAnHourAtLeast)
{
    using namespace std::chrono_literals;
    const FileKeys keys, others;
    const FileKeys::Clock::time_point now(100h + 59min);
    const auto key = keys.of("demo-20260101-000000", now);
    EXPECT_TRUE(keys.fits(key, "demo-20260101-000000", now));
    EXPECT_TRUE(keys.fits(key, "demo-20260101-000000", now + 1h));
    EXPECT_FALSE(keys.fits(key, "demo-20260101-000000", now + 2h));
    EXPECT_FALSE(keys.fits(key, "demo-20260101-000000", now - 1h));
    EXPECT_FALSE(keys.fits(key, "demo-20260101-000000-2", now));
    EXPECT_FALSE(keys.fits("", "demo-20260101-000000", now));
    EXPECT_FALSE(others.fits(key, "demo-20260101-000000", now)) << "another server";
}

TEST(AccessTableTest, AfterFiveWrongSecretsTheNextOnesMustWait)
{
    AccessTable access({.secret = kSecret}, kRooms);
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(verdict(access, callerWith("wrong")), "401 admin.secret");
    const auto refusal = access.refusalOf(callerWith("wrong"), Action::ListRooms, "");
    ASSERT_TRUE(refusal);
    EXPECT_EQ(refusal->status, 429u);
    EXPECT_GT(refusal->wait.count(), 50);
}

TEST(AccessTableTest, TheRightSecretIsTakenWhateverHasBeenGuessed)
{
    AccessTable access({.secret = kSecret}, kRooms);
    for (int i = 0; i < 300; ++i)
        verdict(access, callerWith("wrong", "192.0.2." + std::to_string(i % 200)));
    EXPECT_EQ(verdict(access, callerWith("wrong", "198.51.100.1")), "429 admin.guesses");
    EXPECT_EQ(verdict(access, callerWith(kSecret, "192.0.2.1")), "");
}

TEST(AccessTableTest, OneGuesserCostsTheOthersNothing)
{
    AccessTable access({.secret = kSecret}, kRooms);
    for (int i = 0; i < 50; ++i)
        verdict(access, callerWith("wrong", "2001:db8::" + std::to_string(i)));
    EXPECT_EQ(verdict(access, callerWith("wrong", "2001:db8::1:1")), "429 admin.guesses");
    EXPECT_EQ(verdict(access, callerWith("wrong", "2001:db8:0:1::1")), "401 admin.secret");
}

TEST(AccessTableTest, WithoutASecretItIsWhoSitsAtThisMachine)
{
    AccessTable access({.isPrivate = true}, kRooms);
    EXPECT_EQ(verdict(access, localCaller()), "");
    auto elsewhere = localCaller();
    elsewhere.address = GRef<GInetAddress>::adopt(g_inet_address_new_from_string("192.0.2.1"));
    auto rebound = localCaller();
    rebound.host = "rebound.example";
    auto nameless = localCaller();
    nameless.host.clear();
    auto forwarded = localCaller();
    forwarded.isForwarded = true;
    for (const auto& caller : {elsewhere, rebound, nameless, forwarded, Caller{}})
        EXPECT_EQ(verdict(access, caller), "403 admin.closed");
    AccessTable open({.isPrivate = false}, kRooms);
    EXPECT_EQ(verdict(open, localCaller()), "403 admin.closed");
}

TEST(AccessTableTest, PagesFromElsewhereAreNoOperators)
{
    AccessTable access({.secret = kSecret}, kRooms);
    auto caller = callerWith(kSecret);
    for (const char* site : {"cross-site", "same-site"}) {
        caller.fetchSite = site;
        EXPECT_EQ(verdict(access, caller), "403 origin.refused");
        EXPECT_EQ(verdict(access, caller, Action::AskLobby), "");
    }
    caller.fetchSite = "same-origin";
    EXPECT_EQ(verdict(access, caller), "");
}

} // namespace
} // namespace confab::front
