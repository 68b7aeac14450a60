// SPDX-License-Identifier: Apache-2.0
#include "bot/clip/bot_identity.hpp"
#include "bot/meter/gap_stats.hpp"
#include "bot/meter/tone_meter.hpp"
#include "bot/meter/video_meter.hpp"
#include "media/codec/codecs.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace confab::bot {
namespace {

using namespace std::chrono_literals;

std::vector<float> sine(int hz, double amplitude, double seconds = 1)
{
    std::vector<float> samples(std::size_t(seconds * ToneMeter::kRate));
    for (std::size_t i = 0; i < samples.size(); ++i)
        samples[i] =
            float(amplitude * std::sin(2 * std::numbers::pi * hz * double(i) / ToneMeter::kRate));
    return samples;
}

TEST(ToneDb, IsZeroForAFullScaleSine)
{
    EXPECT_NEAR(toneDb(sine(437, 1), 437, ToneMeter::kRate), 0, 0.01);
}

TEST(ToneDb, FollowsTheAmplitude)
{
    EXPECT_NEAR(toneDb(sine(985, 0.1), 985, ToneMeter::kRate), -20, 0.01);
}

TEST(ToneDb, DoesNotHearTheNeighbour)
{
    EXPECT_LT(toneDb(sine(437, 1), 300, ToneMeter::kRate), -80);
}

TEST(ToneMeter, SaysNothingBeforeAWholeSecond)
{
    ToneMeter meter;
    meter.add(sine(300, 0.5, 0.9));
    EXPECT_TRUE(meter.levels().empty());
}

TEST(ToneMeter, KnowsOnlyTheLastSecond)
{
    ToneMeter meter;
    meter.add(sine(300, 0.5, 0.7));
    meter.add(sine(437, 0.5, 1));
    EXPECT_NEAR(meter.levels().at(437), -6, 0.1);
    EXPECT_LT(meter.levels().at(300), -60);
    EXPECT_EQ(meter.levels().size(), std::size_t(kIdentities));
}

TEST(GapStats, FindsTheLongestAndThePercentile)
{
    GapStats stats;
    for (int i = 0; i < 94; ++i)
        stats.add(33ms);
    for (int i = 0; i < 5; ++i)
        stats.add(50ms);
    stats.add(3s);
    EXPECT_EQ(stats.percentileMs(50), 33);
    EXPECT_EQ(stats.percentileMs(95), 50);
    EXPECT_EQ(stats.maxMs(), 3000);
}

TEST(GapStats, IsZeroWithoutGaps)
{
    EXPECT_EQ(GapStats().percentileMs(95), 0);
}

const unsigned char kKeyframe[] = {0x10, 0, 0, 0x9d, 0x01, 0x2a, 0x80, 0x02, 0x68, 0x01};
const unsigned char kDelta[] = {0x11, 0, 0, 1, 2, 3, 4, 5, 6, 7};

TEST(VideoMeter, ReadsTheSizeFromAKeyframe)
{
    VideoMeter meter;
    for (const auto frame : {std::span(kDelta), std::span(kKeyframe), std::span(kDelta)})
        meter.add(media::pictureCodec(), frame, 0ms);
    meter.add(media::pictureCodec(), {}, 0ms);
    EXPECT_EQ(meter.counts().size, (layout::Size{640, 360}));
    EXPECT_EQ(meter.counts().keyframes, 1);
    EXPECT_EQ(meter.counts().frames, 4);
}

TEST(VideoMeter, CountsGapsFromOneSecondOn)
{
    VideoMeter meter;
    meter.add(media::pictureCodec(), kKeyframe, 0ms);
    meter.add(media::pictureCodec(), kDelta, 900ms); // still settling
    meter.add(media::pictureCodec(), kDelta, 1100ms);
    meter.add(media::pictureCodec(), kDelta, 1150ms);
    const auto counts = meter.counts();
    EXPECT_EQ(counts.frames, 4);
    EXPECT_EQ(counts.keyframes, 1);
    EXPECT_EQ(counts.gaps.count(), 2);
    EXPECT_EQ(counts.gaps.maxMs(), 200);
}

TEST(VideoMeter, CountsOnlyWhatIsBetweenRestartAndFinish)
{
    VideoMeter meter;
    meter.add(media::pictureCodec(), kKeyframe, 0ms);
    meter.add(media::pictureCodec(), kDelta, 5000ms);
    meter.restart();
    EXPECT_TRUE(meter.hasFrame());
    meter.add(media::pictureCodec(), kDelta, 5200ms);
    meter.add(media::pictureCodec(), kDelta, 5240ms);
    meter.finish();
    meter.add(media::pictureCodec(), kDelta, 9000ms);
    const auto counts = meter.counts();
    EXPECT_EQ(counts.frames, 2);
    EXPECT_EQ(counts.gaps.count(), 1);
    EXPECT_EQ(counts.gaps.maxMs(), 40);
    EXPECT_DOUBLE_EQ(counts.fps(), 25);
    EXPECT_EQ(counts.size.width, 640) << "the keyframe was before";
}

TEST(VideoMeter, AnOutageIsNoGap)
{
    VideoMeter meter;
    meter.add(media::pictureCodec(), kKeyframe, 0ms);
    meter.add(media::pictureCodec(), kDelta, 2000ms);
    meter.interrupted();
    meter.add(media::pictureCodec(), kKeyframe, 5000ms);
    EXPECT_EQ(meter.counts().longestOutageMs, 3000);
    EXPECT_EQ(meter.counts().gaps.maxMs(), 2000);
}

} // namespace
} // namespace confab::bot
