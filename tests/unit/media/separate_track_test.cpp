// SPDX-License-Identifier: Apache-2.0
#include "media/record/separate_track.hpp"

#include "support/temp_folder.hpp"

#include <gtest/gtest.h>

namespace confab::media {
namespace {

using namespace std::chrono_literals;
using Content = TrackFile::Content;

TEST(TrackName, NamesAFileOnlyAfterAPlainId)
{
    EXPECT_EQ(trackName("p1", Content::CameraAndMicrophone), "track-p1");
    EXPECT_EQ(trackName("p1", Content::Screen), "track-p1-screen");
    EXPECT_EQ(trackName("A_b-3", Content::Screen), "track-A_b-3-screen");
    for (const char* bad : {"", "../x", "a/b", "a.b", "a b", "\xc3\xa9"})
        EXPECT_FALSE(trackName(bad, Content::CameraAndMicrophone)) << bad;
    EXPECT_FALSE(trackName(std::string(65, 'a'), Content::Screen));
}

} // namespace
} // namespace confab::media
