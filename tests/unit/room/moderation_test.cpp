// SPDX-License-Identifier: Apache-2.0
#include "room/people/moderation.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace confab::room {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;
using wire::Role;

class ModerationTest : public ::testing::Test {
protected:
    void come(const std::string& id, bool observer = false)
    {
        auto newcomer = std::make_unique<Participant>();
        newcomer->shown = {.id = id, .name = id, .audio = !observer, .observer = observer};
        moderation_.admit(*newcomer);
        roster_.add(std::move(newcomer));
    }
    /// For good, or lost: then the role is kept.
    void go(const std::string& id, bool forGood = true)
    {
        roster_.take(id);
        if (forGood)
            moderation_.forget(id);
    }
    /// What came of it: the error's code, or "".
    template <class Wish> std::string wish(const std::string& by, const Wish& wish)
    {
        const auto answer = moderation_.answerTo(wish, by.empty() ? nullptr : roster_.find(by));
        const auto* error = std::get_if<wire::ErrorMessage>(&answer);
        return error ? error->code : "";
    }
    std::vector<std::string> hosts()
    {
        std::vector<std::string> ids;
        for (const auto& p : roster_.all())
            if (p->shown.role == Role::Host)
                ids.push_back(p->id());
        return ids;
    }
    /// Types of the messages to that one since the last call.
    std::vector<std::string> told(const std::string& id)
    {
        std::vector<std::string> types;
        for (const auto& message : std::exchange(sent_, {}))
            if (std::ranges::count(message.participants, id) > 0)
                types.push_back(nlohmann::json::parse(message.text)["type"]);
        return types;
    }

    std::vector<link::ToClients> sent_;
    std::vector<std::string> muted_, removed_;
    int changes_ = 0;
    Roster roster_{[this](link::FromRoom m) { sent_.push_back(std::get<link::ToClients>(m)); }};
    Moderation moderation_{roster_,
                           {.mute =
                                [this](Participant& p) {
                                    p.shown.audio = false;
                                    muted_.push_back(p.id());
                                },
                            .remove = [this](const std::string& id) { removed_.push_back(id); },
                            .changed = [this] { ++changes_; }}};
};

TEST_F(ModerationTest, TheFirstWhoIsNoObserverIsTheHost)
{
    come("watcher", true);
    EXPECT_THAT(hosts(), IsEmpty());
    come("ann");
    come("ben");
    EXPECT_THAT(hosts(), ElementsAre("ann"));
}

TEST_F(ModerationTest, TheRolePassesOnToWhoIsThereLongest)
{
    come("watcher", true);
    for (const char* id : {"ann", "ben", "cleo"})
        come(id);
    go("ann");
    EXPECT_THAT(hosts(), ElementsAre("ben"));
    EXPECT_THAT(told("cleo"), ElementsAre("participant.updated"));
    EXPECT_EQ(changes_, 1);
    go("cleo");
    EXPECT_EQ(changes_, 1);
}

TEST_F(ModerationTest, WhoIsLostKeepsTheRoleUntilItIsForGood)
{
    come("ann");
    come("ben");
    go("ann", false);
    EXPECT_THAT(hosts(), IsEmpty());
    come("ann");
    EXPECT_THAT(hosts(), ElementsAre("ann"));
    go("ann", false);
    moderation_.forget("ann");
    EXPECT_THAT(hosts(), ElementsAre("ben"));
}

TEST_F(ModerationTest, HostsAppointAndDismissEachOther)
{
    for (const char* id : {"ann", "ben", "cleo"})
        come(id);
    EXPECT_EQ(wish("ann", wire::SetRole{"ben", Role::Host}), "");
    EXPECT_THAT(hosts(), ElementsAre("ann", "ben"));
    EXPECT_EQ(wish("ben", wire::SetRole{"ann", Role::Guest}), "");
    EXPECT_THAT(hosts(), ElementsAre("ben"));
    EXPECT_EQ(wish("ann", wire::SetRole{"ann", Role::Host}), "role.required");
    EXPECT_EQ(wish("ben", wire::SetRole{"nobody", Role::Host}), "participant.unknown");
}

TEST_F(ModerationTest, TheLastHostCanOnlyHandTheRoleOver)
{
    come("ann");
    EXPECT_EQ(wish("ann", wire::SetRole{"ann", Role::Guest}), "");
    EXPECT_THAT(hosts(), ElementsAre("ann")) << "nobody else is there";
    come("ben");
    come("cleo");
    EXPECT_EQ(wish("ann", wire::SetRole{"ann", Role::Guest}), "");
    EXPECT_THAT(hosts(), ElementsAre("ben"));
}

TEST_F(ModerationTest, GuestsMayNothingOfAllThis)
{
    come("ann");
    come("ben");
    EXPECT_EQ(wish("ben", wire::Mute{"ann"}), "role.required");
    EXPECT_EQ(wish("ben", wire::Kick{"ann"}), "role.required");
    EXPECT_EQ(wish("ben", wire::Lock{true}), "role.required");
    EXPECT_EQ(wish("ben", wire::SetRole{"ben", Role::Host}), "role.required");
    EXPECT_THAT(muted_, IsEmpty());
    EXPECT_THAT(removed_, IsEmpty());
    EXPECT_FALSE(moderation_.isLocked());
    EXPECT_THAT(sent_, IsEmpty());
}

TEST_F(ModerationTest, AnOperatorMayWhatAHostMay)
{
    come("ann");
    come("ben");
    EXPECT_EQ(wish("", wire::Mute{"ann"}), "");
    EXPECT_TRUE(nlohmann::json::parse(sent_.back().text)["by"].is_null());
    EXPECT_EQ(wish("", wire::Kick{"ben"}), "");
    EXPECT_EQ(wish("", wire::Lock{true}), "");
    EXPECT_EQ(wish("", wire::SetRole{"ben", Role::Host}), "");
    EXPECT_THAT(muted_, ElementsAre("ann"));
    EXPECT_THAT(removed_, ElementsAre("ben"));
    EXPECT_TRUE(moderation_.isLocked());
    EXPECT_THAT(hosts(), ElementsAre("ann", "ben"));
}

TEST_F(ModerationTest, WhoIsMutedHearsByWhomAndOnlyOnce)
{
    come("ann");
    come("ben");
    EXPECT_EQ(wish("ann", wire::Mute{"ben"}), "");
    ASSERT_EQ(sent_.size(), 1u);
    EXPECT_EQ(nlohmann::json::parse(sent_[0].text),
              (nlohmann::json{{"type", "mute"}, {"by", "ann"}}));
    EXPECT_THAT(sent_[0].participants, ElementsAre("ben"));
    EXPECT_EQ(wish("ann", wire::Mute{"ben"}), "");
    EXPECT_EQ(sent_.size(), 1u) << "was off already";
    EXPECT_EQ(wish("ann", wire::Mute{"nobody"}), "participant.unknown");
    EXPECT_EQ(wish("ann", wire::Kick{"nobody"}), "participant.unknown");
}

TEST_F(ModerationTest, TheLockIsToldToEverybodyOnce)
{
    come("ann");
    come("ben");
    EXPECT_EQ(wish("ann", wire::Lock{true}), "");
    EXPECT_EQ(wish("ann", wire::Lock{true}), "");
    ASSERT_EQ(sent_.size(), 1u);
    EXPECT_THAT(sent_[0].participants, ElementsAre("ann", "ben"));
    EXPECT_THAT(told("ben"), ElementsAre("room"));
    EXPECT_EQ(wish("ann", wire::Lock{false}), "");
    EXPECT_FALSE(moderation_.isLocked());
}

TEST_F(ModerationTest, NoRoomStaysLockedWithoutSomebodyToOpenIt)
{
    come("ann");
    come("watcher", true);
    EXPECT_EQ(wish("ann", wire::Lock{true}), "");
    told("watcher");
    go("ann");
    EXPECT_FALSE(moderation_.isLocked());
    EXPECT_THAT(told("watcher"), ElementsAre("room"));
}

TEST_F(ModerationTest, ASuccessorWaitsForTheHostsOfBefore)
{
    moderation_.restore({"ann", "ben"}, true);
    EXPECT_TRUE(moderation_.isLocked());
    come("cleo");
    EXPECT_THAT(hosts(), IsEmpty());
    come("ben");
    EXPECT_THAT(hosts(), ElementsAre("ben"));
    EXPECT_THAT(moderation_.hosts(), UnorderedElementsAre("ann", "ben"));
    moderation_.forget("ann");
    go("ben");
    EXPECT_THAT(hosts(), ElementsAre("cleo"));
    EXPECT_TRUE(moderation_.isLocked());
}

} // namespace
} // namespace confab::room
