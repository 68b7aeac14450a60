// SPDX-License-Identifier: Apache-2.0
#include "media/record/separate_track.hpp"

#include "support/temp_folder.hpp"

#include <gtest/gtest.h>

namespace confab::media {
namespace {

using namespace std::chrono_literals;
using archive::TrackKind;

TEST(TrackName, NamesAFileOnlyAfterAPlainId)
{
    const auto name = [](const std::string& participant, TrackKind kind) {
        return archive::trackFile("demo-1", 1, participant, kind);
    };
    EXPECT_EQ(name("p1", TrackKind::Camera), "demo-1.track-p1.webm");
    EXPECT_EQ(name("p1", TrackKind::Screen), "demo-1.track-p1-screen.webm");
    EXPECT_EQ(name("A_b-3", TrackKind::Screen), "demo-1.track-A_b-3-screen.webm");
    for (const char* bad : {"", "../x", "a/b", "a.b", "a b", "\xc3\xa9"})
        EXPECT_FALSE(name(bad, TrackKind::Camera)) << bad;
    EXPECT_FALSE(name(std::string(65, 'a'), TrackKind::Screen));
}

} // namespace
} // namespace confab::media
