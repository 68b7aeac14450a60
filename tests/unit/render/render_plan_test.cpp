// SPDX-License-Identifier: Apache-2.0
#include "render/plan/render_room.hpp"

#include <gmock/gmock.h>

namespace confab::render {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using Face = room::PictureTile::Face;
using Time = RecordedCall::Time;

constexpr layout::Size kHd{1280, 720};

class RenderPlanTest : public ::testing::Test {
protected:
    RenderPlanTest()
    {
        manifest_.id = "demo";
        manifest_.parts = {{1, {0s, 20s}}};
    }

    void person(const std::string& id, std::vector<RecordedCall::Span> present = {{0s, 20s}})
    {
        manifest_.people.push_back({id, "Name of " + id, false, std::move(present)});
    }
    void track(const std::string& id, std::vector<TrackIndex::Pictures> pictures,
               bool screen = false, RecordedCall::Span part = {0s, 20s})
    {
        const auto file = "demo." + id + (screen ? "-screen" : "");
        tracks_.push_back({{id, screen, file, part}, {std::move(pictures), !screen}});
    }
    const room::Picture& at(Time t)
    {
        if (plan_.steps().empty())
            plan_ = planPictures(timelineOf(manifest_, tracks_), manifest_.length(), look_, book_,
                                 warnings_);
        return plan_.at(t);
    }
    std::string tilesAt(Time t)
    {
        std::string tiles;
        for (const auto& tile : at(t).tiles)
            tiles += (tiles.empty() ? "" : " ") + tile.participant + (tile.screen ? "/screen" : "")
                + (tile.face == Face::Live ? "" : "?") + (tile.speaking ? "!" : "");
        return tiles;
    }

    RecordedCall manifest_;
    std::vector<RecordedTrack> tracks_;
    RenderLook look_{.followRecording = false};
    layout::LayoutBook book_;
    std::vector<std::string> warnings_;
    PicturePlan plan_;
};

TEST_F(RenderPlanTest, APersonHasATileExactlyWhilePresent)
{
    person("a");
    person("b", {{2s, 5s}, {8s, 9s}});
    track("a", {{0s, 20s, kHd}});
    track("b", {{2s, 5s, kHd}, {8s, 9s, kHd}});
    EXPECT_EQ(tilesAt(1999ms), "a");
    EXPECT_EQ(tilesAt(2s), "a b");
    EXPECT_EQ(tilesAt(4999ms), "a b");
    EXPECT_EQ(tilesAt(5s), "a");
    EXPECT_EQ(tilesAt(8500ms), "a b");
    EXPECT_EQ(tilesAt(9s), "a");
}

TEST_F(RenderPlanTest, InitialsStandForACameraThatIsOffAndForOneThatNeverWasOn)
{
    person("a");
    person("b");
    track("a", {{0s, 3s, kHd}, {5s, 20s, kHd}});
    track("b", {});
    EXPECT_EQ(tilesAt(2999ms), "a b?");
    EXPECT_EQ(tilesAt(3s), "a? b?");
    EXPECT_EQ(tilesAt(4999ms), "a? b?");
    EXPECT_EQ(tilesAt(5s), "a b?");
    EXPECT_EQ(at(1s).tiles[0].peer, "demo.a");
    EXPECT_EQ(at(4s).tiles[0].peer, "");
}

TEST_F(RenderPlanTest, OneWithoutPictureIsShownEvenAlone)
{
    person("a");
    track("a", {});
    EXPECT_EQ(tilesAt(1s), "a?");
}

TEST_F(RenderPlanTest, TheSpeakerHasTheBorderAtOnceAndTheLargeTileAfterTwoSeconds)
{
    person("a");
    person("b");
    track("a", {{0s, 20s, kHd}});
    track("b", {{0s, 20s, kHd}});
    manifest_.speakers = {{"a", {1s, 5s}}, {"b", {5s, 12s}}};
    look_.layout.name = "speaker";
    EXPECT_EQ(tilesAt(500ms), "a");
    EXPECT_EQ(tilesAt(1s), "a!");
    EXPECT_EQ(tilesAt(6900ms), "a");
    EXPECT_EQ(tilesAt(7s), "b!");
    EXPECT_EQ(tilesAt(12s), "b") << "silence changes nothing but the border";
}

TEST_F(RenderPlanTest, ASharedScreenMakesAutoAPresentationUntilItEnds)
{
    person("a");
    person("b");
    track("a", {{0s, 20s, kHd}});
    track("b", {{0s, 20s, kHd}});
    track("b", {{4s, 4100ms, {1920, 1080}}}, true); // a page that does not change
    manifest_.shares = {{"b", {4s, 9s}}};
    EXPECT_EQ(tilesAt(3999ms), "a b");
    EXPECT_THAT(tilesAt(4s), HasSubstr("b/screen"));
    EXPECT_THAT(tilesAt(8999ms), HasSubstr("b/screen"));
    EXPECT_FALSE(at(8s).tiles[0].crop) << "a screen is never cropped";
    EXPECT_GT(at(8s).tiles[0].cell.width, at(8s).tiles[1].cell.width);
    EXPECT_EQ(at(9s).tiles.size(), 2u);
    EXPECT_THAT(tilesAt(9s), Not(HasSubstr("screen")));
}

TEST_F(RenderPlanTest, TheSecondShareDoesNotBeginWithTheEndOfTheFirst)
{
    person("a");
    track("a", {{0s, 20s, kHd}});
    track("a", {{1s, 3s, kHd}, {10500ms, 12s, kHd}}, true);
    manifest_.shares = {{"a", {1s, 3s}}, {"a", {10s, 12s}}};
    EXPECT_EQ(tilesAt(10s), "a");
    EXPECT_THAT(tilesAt(10500ms), HasSubstr("a/screen"));
}

TEST_F(RenderPlanTest, ATileFollowsTheShapeOfItsPicture)
{
    person("a");
    track("a", {{0s, 5s, kHd}, {5s, 20s, {360, 640}}});
    EXPECT_TRUE(at(4999ms).tiles[0].crop);
    EXPECT_FALSE(at(5s).tiles[0].crop) << "a phone that is turned is seen whole";
    EXPECT_EQ(at(5s).tiles[0].picture.height, 720);
}

TEST_F(RenderPlanTest, WithoutAWishTheLayoutIsTheRoomsOwn)
{
    person("a");
    person("b");
    track("a", {{0s, 20s, kHd}});
    track("b", {{0s, 20s, kHd}});
    manifest_.layouts = {{0s, "grid"}, {6s, "speaker"}, {8s, "of-somebody"}, {9s, "of-somebody"}};
    look_.followRecording = true;
    EXPECT_EQ(tilesAt(5999ms), "a b");
    EXPECT_EQ(tilesAt(6s), "a");
    EXPECT_EQ(tilesAt(10s), "a") << "one that nobody knows changes nothing";
    EXPECT_THAT(warnings_, ElementsAre(HasSubstr("of-somebody")));
}

TEST_F(RenderPlanTest, WithAWishTheRoomsOwnLayoutDoesNotMatter)
{
    person("a");
    person("b");
    manifest_.layouts = {{0s, "speaker"}};
    look_.layout.name = "grid";
    EXPECT_EQ(tilesAt(1s), "a? b?");
}

TEST_F(RenderPlanTest, PartsFollowOneAnother)
{
    manifest_.parts = {{1, {0s, 10s}}, {2, {10s, 20s}}};
    person("a", {{0s, 10s}, {10s, 20s}});
    track("a", {{0s, 60s, kHd}}, false, {0s, 10s});
    tracks_[0].file.file = "demo.first";
    track("a", {{1s, 9s, kHd}}, false, {10s, 20s});
    EXPECT_EQ(at(9999ms).tiles[0].peer, "demo.first");
    EXPECT_EQ(tilesAt(10s), "a?") << "its file ends with its part";
    EXPECT_EQ(at(11s).tiles[0].peer, "demo.a");
}

TEST_F(RenderPlanTest, AnObserverIsNeverShown)
{
    person("a");
    manifest_.people.push_back({"o", "Olga", true, {{0s, 20s}}});
    EXPECT_EQ(tilesAt(1s), "a?");
}

TEST_F(RenderPlanTest, ItKnowsWhenATrackIsSeenNext)
{
    person("a");
    track("a", {{2s, 3s, kHd}, {8s, 9s, kHd}});
    at(0s);
    EXPECT_EQ(plan_.nextShowing("demo.a", 0s), 2s);
    EXPECT_EQ(plan_.nextShowing("demo.a", 2500ms), 2500ms);
    EXPECT_EQ(plan_.nextShowing("demo.a", 3s), 8s);
    EXPECT_EQ(plan_.nextShowing("demo.a", 9s), std::nullopt);
}

TEST(TrackIndexTest, AGapOfMoreThanASecondEndsThePicturesAndANewSizeBeginsOthers)
{
    TrackIndexBuilder builder;
    for (const auto at : {0ms, 500ms, 1500ms})
        builder.add(at, {640, 360});
    builder.add(1600ms, kHd);
    builder.add(2601ms, kHd);
    EXPECT_EQ(builder.take(),
              (std::vector<TrackIndex::Pictures>{
                  {0ms, 1600ms, {640, 360}}, {1600ms, 1700ms, kHd}, {2601ms, 2701ms, kHd}}));
}

} // namespace
} // namespace confab::render
