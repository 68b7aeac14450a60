// SPDX-License-Identifier: Apache-2.0
#include "media/record/file_time.hpp"

#include <gtest/gtest.h>

namespace confab::media {
namespace {

using namespace std::chrono_literals;

constexpr FileTime::Time kFrame = 33ms;

TEST(FileTime, BeginsWithTheFirstKeyframe)
{
    FileTime time(kFrame);
    EXPECT_FALSE(time.ofPicture(10s, false));
    EXPECT_FALSE(time.ofSound(10s, 20ms)) << "no sound before there is a picture";
    EXPECT_FALSE(time.hasBegun());
    EXPECT_EQ(time.ofPicture(11s, true), 0s);
    EXPECT_TRUE(time.hasBegun());
    EXPECT_EQ(time.ofPicture(11s + kFrame, false), kFrame);
    EXPECT_FALSE(time.ofSound(10990ms, 20ms)) << "began before the picture";
    EXPECT_EQ(time.ofSound(11010ms, 20ms), 10ms);
    EXPECT_EQ(time.position(12s), 1s);
}

TEST(FileTime, ATrackHasTheSameTimeLine)
{
    FileTime time(kFrame);
    EXPECT_FALSE(time.ofTrack(10s)) << "there is no time yet";
    time.ofPicture(11s, true);
    EXPECT_FALSE(time.ofTrack(10990ms)) << "before the file's zero";
    EXPECT_EQ(time.ofTrack(12300ms), 1300ms);
    time.pause();
    EXPECT_FALSE(time.ofTrack(13s));
    time.resume();
    EXPECT_FALSE(time.ofTrack(14s)) << "the pause ends with a keyframe";
    time.ofPicture(15s, true);
    EXPECT_EQ(time.ofTrack(15s), kFrame) << "what a track has had does not move the file";
}

TEST(FileTime, APauseIsNotInTheFile)
{
    FileTime time(kFrame);
    time.ofPicture(10s, true);
    time.ofPicture(11s, false);
    time.ofSound(11s, 20ms);
    time.pause();
    EXPECT_FALSE(time.ofPicture(12s, true));
    EXPECT_FALSE(time.ofSound(12s, 20ms));
    EXPECT_EQ(time.position(20s), 1s + kFrame);
    time.resume();
    EXPECT_FALSE(time.ofPicture(31s, false)) << "waits for a keyframe";
    EXPECT_FALSE(time.ofSound(31s, 20ms));
    EXPECT_EQ(time.ofPicture(32s, true), 1s + kFrame) << "right after the last one";
    EXPECT_EQ(time.ofSound(32s + 5ms, 20ms), 1s + kFrame + 5ms) << "in step with the picture";
    EXPECT_EQ(time.position(33s), 2s + kFrame);
}

// Sound may be ahead of the picture when it is paused; what follows never lies before it.
TEST(FileTime, NothingOverlapsAfterAPause)
{
    FileTime time(kFrame);
    time.ofPicture(0s, true);
    time.ofSound(100ms, 20ms);
    time.pause();
    time.resume();
    EXPECT_EQ(time.ofPicture(10s, true), 120ms);
    EXPECT_EQ(time.ofSound(10s, 20ms), 120ms);
}

TEST(FileTime, ResumingWhatRunsChangesNothing)
{
    FileTime time(kFrame);
    time.ofPicture(5s, true);
    time.resume();
    EXPECT_EQ(time.ofPicture(6s, false), 1s);
}

} // namespace
} // namespace confab::media
