// SPDX-License-Identifier: Apache-2.0
#include "media/video/compose/cadence.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <set>

namespace confab::media {
namespace {

using Time = Cadence::Time;

constexpr Time kMs = 1'000'000;
constexpr Time kFrame = 33'333'333;
constexpr Time kBegin = 1'234'567; // of some frame of the mix

struct Source {
    double fps;
    double tremble = 0; // ms, either way
    double phase = 0; // of a frame
    int pictures = 300;
};

struct Shown {
    int frames = 0; // of the mix with a picture of its own
    double earliest = 1e9, latest = -1e9; // its frame ends so long after it is due, ms
};

Shown show(const Source& source)
{
    Cadence cadence(kFrame);
    std::mt19937 random(7);
    std::uniform_real_distribution<double> tremble(-source.tremble, source.tremble);
    std::set<Time> frames;
    Shown shown;
    for (int i = 0; i < source.pictures; ++i) {
        const double ms = 5000 + 1000 * i / source.fps + source.phase * 33.333333;
        const Time due = kBegin + Time((ms + tremble(random)) * double(kMs));
        const Time at = cadence.of(due, kBegin + 400 * kFrame);
        frames.insert((at - kBegin) / kFrame);
        const double waits = double(at + kFrame / 2 - due) / double(kMs);
        shown.earliest = std::min(shown.earliest, waits);
        shown.latest = std::max(shown.latest, waits);
    }
    shown.frames = int(frames.size());
    return shown;
}

TEST(CadenceTest, EachPictureHasAFrameWhateverItsPhase)
{
    for (double phase = 0; phase < 1; phase += 0.05)
        EXPECT_EQ(show({.fps = 30, .tremble = 5, .phase = phase}).frames, 300) << phase;
}

TEST(CadenceTest, NothingIsShownBeforeItIsThereOrLongAfter)
{
    const auto shown = show({.fps = 30, .tremble = 5});
    EXPECT_GT(shown.earliest, -4); // the mix waits for 10 ms
    EXPECT_LT(shown.latest, 34 + 20);
}

TEST(CadenceTest, ASourceThatDriftsLosesOnePictureForEachFrameThatItGains)
{
    // 1 % fast: three pictures too many in ten seconds
    const auto fast = show({.fps = 30.3, .tremble = 3});
    EXPECT_NEAR(fast.frames, 297, 1);
    EXPECT_LT(fast.latest, 34 + 21);
    const auto slow = show({.fps = 29.7, .tremble = 3});
    EXPECT_EQ(slow.frames, 300);
    EXPECT_GT(slow.earliest, -4);
}

TEST(CadenceTest, OtherRatesAreShownAsOftenAsTheyCome)
{
    EXPECT_EQ(show({.fps = 15, .tremble = 3}).frames, 300);
    EXPECT_EQ(show({.fps = 25, .tremble = 3}).frames, 300);
    EXPECT_EQ(show({.fps = 5, .tremble = 3}).frames, 300);
    EXPECT_NEAR(show({.fps = 60, .tremble = 1}).frames, 150, 3);
}

TEST(CadenceTest, AfterAPauseItBeginsWithItsOwnFrame)
{
    Cadence cadence(kFrame);
    cadence.of(kBegin + 10 * kMs, kBegin);
    const Time due = kBegin + 900 * kFrame + 12 * kMs;
    EXPECT_EQ(cadence.of(due, kBegin), kBegin + 900 * kFrame + kFrame / 2);
}

TEST(CadenceTest, TimeGoesBackOnlyWithTheSource)
{
    Cadence cadence(kFrame);
    const Time first = cadence.of(kBegin + 900 * kMs, kBegin);
    EXPECT_GE(cadence.of(kBegin + 500 * kMs, kBegin), first);
    cadence.of(kBegin + 60'000 * kMs, kBegin);
    EXPECT_LT(cadence.of(kBegin + 1000 * kMs, kBegin), kBegin + 1100 * kMs);
}

} // namespace
} // namespace confab::media
