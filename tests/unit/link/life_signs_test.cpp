// SPDX-License-Identifier: Apache-2.0
#include "link/life_signs.hpp"

#include "support/temp_folder.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace confab::link {
namespace {

class LifeSignsTest : public testing::Test {
protected:
    test::TempFolder folder_;
    const std::string path_ = lifePathOf(folder_ / "demo.sock");
};

TEST_F(LifeSignsTest, WhatARoomShowsIsRead)
{
    EXPECT_EQ(path_, folder_ / "demo.life");
    EXPECT_FALSE(LifeReader::open(path_));
    const auto page = LifePage::create(path_);
    ASSERT_TRUE(page) << page.error().message;
    const auto reader = LifeReader::open(path_);
    ASSERT_TRUE(reader);
    const auto first = reader->read();
    ASSERT_TRUE(first);
    EXPECT_GT(first->turnedUs, 0) << "it has just begun";
    EXPECT_EQ(first->mediaUs, 0);
    page->media()->store(7);
    EXPECT_EQ(reader->read()->mediaUs, 7);
    EXPECT_EQ(LifeReader::open(path_)->read()->mediaUs, 7) << "for a front that was started again";
    while (reader->read()->turnedUs == first->turnedUs)
        page->turned();
}

TEST_F(LifeSignsTest, TheNextRoomBeginsAnew)
{
    const auto before = LifePage::create(path_);
    ASSERT_TRUE(before);
    before->media()->store(7);
    const auto page = LifePage::create(path_);
    ASSERT_TRUE(page);
    before->media()->store(8);
    EXPECT_EQ(LifeReader::open(path_)->read()->mediaUs, 0);
}

TEST_F(LifeSignsTest, WhatIsDoneToTheFileDoesNotHurtTheReader)
{
    const auto page = LifePage::create(path_);
    const auto reader = LifeReader::open(path_);
    ASSERT_TRUE(reader);
    std::filesystem::resize_file(path_, 3);
    EXPECT_FALSE(reader->read());
    std::filesystem::resize_file(path_, 1000);
    EXPECT_FALSE(reader->read()) << "it begins with something else";
    std::filesystem::remove(path_);
    std::filesystem::create_symlink("/etc/passwd", path_);
    EXPECT_FALSE(LifeReader::open(path_));
}

TEST_F(LifeSignsTest, AFolderThatIsNotThereIsAnError)
{
    EXPECT_FALSE(LifePage::create(folder_ / "none" / "demo.life"));
}

} // namespace
} // namespace confab::link
