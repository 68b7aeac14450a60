// SPDX-License-Identifier: Apache-2.0
#include "media/record/file_time.hpp"

#include <gtest/gtest.h>

namespace confab::media {
namespace {

using namespace std::chrono_literals;

constexpr FileTime::Time kFrame = 33ms;

TEST(FileTime, BeginsWithTheFirstKeyframe)
{
    FileTime time(kFrame, 9s);
    EXPECT_FALSE(time.ofPicture(10s, false));
    EXPECT_FALSE(time.ofSound(10s, 20ms)) << "no sound before there is a picture";
    EXPECT_FALSE(time.hasBegun());
    EXPECT_EQ(time.position(10s), 0s);
    EXPECT_TRUE(time.awaitsKeyframe());
    EXPECT_EQ(time.ofPicture(11s, true), 0s);
    EXPECT_TRUE(time.hasBegun());
    EXPECT_FALSE(time.awaitsKeyframe());
    EXPECT_EQ(time.ofPicture(11s + kFrame, false), kFrame);
    EXPECT_FALSE(time.ofSound(10990ms, 20ms)) << "began before the picture";
    EXPECT_EQ(time.ofSound(11010ms, 20ms), 10ms);
    EXPECT_EQ(time.position(12s), 1s);
}

// The keyframe that is asked for when it begins shows what was a little earlier.
TEST(FileTime, PicturesFromBeforeThereIsSoundTakeNoTime)
{
    FileTime time(kFrame, 10s);
    EXPECT_EQ(time.ofPicture(9700ms, true), 0ms);
    EXPECT_EQ(time.ofPicture(9733ms, false), 1ms) << "each has a time of its own";
    EXPECT_EQ(time.ofPicture(9999ms, false), 2ms);
    EXPECT_EQ(time.ofPicture(10033ms, false), 33ms);
    EXPECT_FALSE(time.ofSound(9990ms, 20ms));
    EXPECT_EQ(time.ofSound(10s, 20ms), 0ms);
}

TEST(FileTime, ATrackHasTheSameTimeLine)
{
    FileTime time(kFrame, 10s);
    EXPECT_FALSE(time.ofTrack(10s)) << "there is no time yet";
    time.ofPicture(11s, true);
    EXPECT_FALSE(time.ofTrack(10990ms)) << "before the file's zero";
    EXPECT_EQ(time.ofTrack(12300ms), 1300ms);
    time.pause(12500ms);
    EXPECT_EQ(time.ofTrack(12400ms), 1400ms) << "was under way";
    EXPECT_FALSE(time.ofTrack(13s));
    time.resume(14s);
    EXPECT_FALSE(time.ofTrack(14s)) << "the pause ends with a keyframe";
    time.ofPicture(15s, true);
    EXPECT_EQ(time.ofTrack(15s), kFrame) << "what a track has had does not move the file";
}

TEST(FileTime, APauseIsNotInTheFile)
{
    FileTime time(kFrame, 10s);
    time.ofPicture(10s, true);
    time.ofPicture(11s, false);
    time.ofSound(11s, 20ms);
    time.pause(11020ms);
    EXPECT_FALSE(time.ofPicture(12s, true));
    EXPECT_FALSE(time.ofSound(12s, 20ms));
    EXPECT_EQ(time.position(20s), 1020ms);
    time.resume(30s);
    EXPECT_FALSE(time.ofPicture(31s, false)) << "waits for a keyframe";
    EXPECT_FALSE(time.ofSound(31s, 20ms));
    EXPECT_EQ(time.position(31s), 1020ms);
    EXPECT_EQ(time.ofPicture(32s, true), 1s + kFrame) << "right after the last one";
    EXPECT_EQ(time.ofSound(32s + 5ms, 20ms), 1s + kFrame + 5ms) << "in step with the picture";
    EXPECT_EQ(time.position(33s), 2s + kFrame);
}

// A busy encoder is some tenths of a second behind the sound.
TEST(FileTime, WhatIsFromBeforeAPauseIsLetInWhenItComesLate)
{
    FileTime time(kFrame, 0s);
    time.ofPicture(0s, true);
    time.ofSound(980ms, 20ms);
    time.pause(1s);
    EXPECT_EQ(time.ofPicture(700ms, false), 700ms);
    EXPECT_EQ(time.ofSound(985ms, 20ms), 985ms);
    EXPECT_FALSE(time.ofPicture(1s, false));
    time.resume(2s);
    EXPECT_EQ(time.ofPicture(980ms, false), 980ms) << "the pause was shorter than the delay";
    EXPECT_EQ(time.position(3s), 1s);
    EXPECT_EQ(time.ofPicture(3s, true), 980ms + kFrame);
    EXPECT_FALSE(time.ofSound(990ms, 20ms)) << "too late";
}

TEST(FileTime, PicturesFromAPauseTakeNoTimeAtItsEnd)
{
    FileTime time(kFrame, 0s);
    time.ofPicture(0s, true);
    time.ofSound(980ms, 20ms);
    time.pause(1s);
    time.resume(5s);
    EXPECT_EQ(time.ofPicture(4800ms, true), 1s);
    EXPECT_EQ(time.ofPicture(4833ms, false), 1001ms);
    EXPECT_FALSE(time.ofSound(4900ms, 20ms)) << "of the pause";
    EXPECT_EQ(time.ofSound(5s, 20ms), 1s);
    EXPECT_EQ(time.ofPicture(5033ms, false), 1033ms);
}

TEST(FileTime, NothingIsLetInBeforeItHasBegun)
{
    FileTime time(kFrame, 0s);
    time.pause(1s);
    EXPECT_FALSE(time.awaitsKeyframe());
    EXPECT_FALSE(time.ofPicture(500ms, true));
    EXPECT_EQ(time.position(2s), 0s);
    time.resume(3s);
    EXPECT_EQ(time.ofPicture(4s, true), 0s);
}

// One that is paused again while it waits for a keyframe has had nothing in between.
TEST(FileTime, TwoPausesWithoutAPictureAreOne)
{
    FileTime time(kFrame, 0s);
    time.ofPicture(0s, true);
    time.pause(1s);
    time.resume(2s);
    time.pause(3s);
    EXPECT_FALSE(time.ofSound(1500ms, 20ms));
    EXPECT_EQ(time.position(4s), 1s);
}

// Sound may be ahead of the picture when it is paused; what follows never lies before it.
TEST(FileTime, NothingOverlapsAfterAPause)
{
    FileTime time(kFrame, 0s);
    time.ofPicture(0s, true);
    time.ofSound(100ms, 20ms);
    time.pause(120ms);
    time.resume(9s);
    EXPECT_EQ(time.ofPicture(10s, true), 120ms);
    EXPECT_EQ(time.ofSound(10s, 20ms), 120ms);
}

TEST(FileTime, ResumingWhatRunsChangesNothing)
{
    FileTime time(kFrame, 0s);
    time.ofPicture(5s, true);
    time.resume(5500ms);
    EXPECT_EQ(time.ofPicture(6s, false), 1s);
}

} // namespace
} // namespace confab::media
