// SPDX-License-Identifier: Apache-2.0
#include "support/room_fixture.hpp"

#include <gmock/gmock.h>

namespace confab::room {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// Who cannot the first codec of pictures is offered the next, in a session that replaces the
/// first.
class RoomCodecsTest : public test::RoomFixture {
protected:
    void refuse(const std::string& id, const std::string& peer)
    {
        say(id, wire::Answer{peer, test::FakeMedia::kNoPictures});
    }
    void take(const std::string& id, const std::string& peer)
    {
        say(id, wire::Answer{peer, "v=0"});
        media_.listener->onConnected(peer);
        media_.picture(peer);
    }
    std::vector<std::string> errors(const std::string& id) { return told(id, "error", "code"); }
};

TEST_F(RoomCodecsTest, WhoTakesTheFirstCodecKeepsTheirSession)
{
    join("p1");
    take("p1", "c1");
    EXPECT_THAT(media_.codecs, ElementsAre(testing::Pair("c1", 0u)));
}

TEST_F(RoomCodecsTest, WhoRefusesItIsOfferedTheNextInTheSamePlace)
{
    join("p1");
    refuse("p1", "c1");
    ASSERT_TRUE(media_.peers.contains("c2"));
    EXPECT_EQ(media_.codecs["c2"], 1u);
    media_.offer("c2");
    EXPECT_THAT(told("p1", "offer", "replaces"), ElementsAre("c1"));
    EXPECT_TRUE(media_.peers.contains("c1")) << "it has sound meanwhile";
    take("p1", "c2");
    EXPECT_FALSE(media_.peers.contains("c1"));
    EXPECT_THAT(errors("p1"), IsEmpty());
    EXPECT_EQ(tiles()[0].peer, "c2");
}

TEST_F(RoomCodecsTest, LaterSessionsBeginWithWhatTheyCould)
{
    join("p1");
    refuse("p1", "c1");
    take("p1", "c2");
    media_.listener->onPeerFailed("c2", "peer.lost", "gone");
    EXPECT_EQ(media_.codecs["c3"], 1u);
    take("p1", "c3");
    say("p1", wire::Share{true});
    EXPECT_EQ(media_.codecs["s4"], 1u);
    room_.handle(link::Gone{"p1", false, true});
    room_.handle(link::Join{"p1",
                            "secret",
                            {.room = "demo",
                             .name = "p1",
                             .audio = true,
                             .video = true,
                             .peers = std::vector<std::string>{}},
                            "",
                            true});
    EXPECT_EQ(media_.codecs["c5"], 1u);
}

TEST_F(RoomCodecsTest, WhoTakesNoneKeepsTheSoundAndIsToldOnce)
{
    join("p1");
    join("p2");
    refuse("p1", "c1");
    ASSERT_TRUE(media_.peers.contains("c3"));
    refuse("p1", "c3");
    EXPECT_THAT(errors("p1"), ElementsAre("video.unsupported"));
    EXPECT_THAT(told("p1", "error", "message"),
                ElementsAre("your browser takes no pictures in VP8 or H.264, and this server has "
                            "no others; sound works, both ways"));
    media_.listener->onConnected("c3");
    EXPECT_TRUE(media_.voices["c3"]);
    EXPECT_THAT(media_.codecs, SizeIs(3)) << "no third session";
    EXPECT_THAT(errors("p2"), IsEmpty());

    media_.listener->onPeerFailed("c3", "peer.lost", "gone");
    refuse("p1", "c4");
    EXPECT_EQ(media_.codecs["c4"], 1u);
    EXPECT_THAT(media_.codecs, SizeIs(4)) << "it is known";
    EXPECT_THAT(errors("p1"), ElementsAre("video.unsupported", "peer.lost"));
}

// Who only listens on purpose answers like that too.
TEST_F(RoomCodecsTest, AnObserverWithoutPicturesStays)
{
    join("p1", true);
    refuse("p1", "c1");
    refuse("p1", "c2");
    media_.listener->onConnected("c2");
    tick(20s);
    EXPECT_THAT(media_.peers, SizeIs(1));
    EXPECT_THAT(told("p1", "bye", "reason"), IsEmpty());
}

TEST_F(RoomCodecsTest, AnAnswerToWhatWasReplacedChangesNothing)
{
    join("p1");
    refuse("p1", "c1");
    refuse("p1", "c1");
    EXPECT_THAT(media_.codecs, SizeIs(2));
    EXPECT_THAT(errors("p1"), IsEmpty());
}

TEST_F(RoomCodecsTest, AScreenThatIsRefusedEndsAndTheCameraStays)
{
    join("p1");
    take("p1", "c1");
    say("p1", wire::Share{true});
    refuse("p1", "s2");
    EXPECT_FALSE(media_.peers.contains("s2"));
    EXPECT_TRUE(media_.peers.contains("c1"));
    EXPECT_THAT(told("p1", "error", "re"), ElementsAre("share"));
    say("p1", wire::Share{true});
    EXPECT_TRUE(media_.peers.contains("s3")) << "another attempt is free";
    refuse("p1", "s3");
    EXPECT_THAT(errors("p1"), ElementsAre("video.unsupported", "video.unsupported"));
}

} // namespace
} // namespace confab::room
