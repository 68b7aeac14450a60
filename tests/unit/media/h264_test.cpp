// SPDX-License-Identifier: Apache-2.0
#include "media/codec/h264.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <random>
#include <vector>

namespace confab::media {
namespace {

using Bytes = std::vector<std::uint8_t>;

// What the encoders wrote in front of a keyframe, without the start codes. 360 is no multiple of
// 16: the picture is cropped.
const Bytes kOpenH264Sps720{0x67, 0x42, 0xc0, 0x1f, 0x8c, 0x8d, 0x40, 0x28,
                            0x02, 0xdd, 0x00, 0xf0, 0x88, 0x46, 0xa0};
const Bytes kOpenH264Sps360{0x67, 0x42, 0xc0, 0x1e, 0x8c, 0x8d, 0x40, 0x50,
                            0x17, 0xfc, 0xb0, 0x0f, 0x08, 0x84, 0x6a};
const Bytes kX264Sps720{0x67, 0x42, 0xc0, 0x1f, 0xda, 0x01, 0x40, 0x16, 0xec, 0x05,
                        0xa8, 0x08, 0x08, 0x0a, 0x00, 0x00, 0x03, 0x00, 0x02, 0x00,
                        0x00, 0x03, 0x00, 0x79, 0x1e, 0x30, 0x65, 0x40};
const Bytes kPps{0x68, 0xce, 0x3c, 0x80};
const Bytes kIdr{0x65, 0xb8, 0x00, 0x04, 0x00, 0x00, 0x0c, 0xe2, 0x31, 0x40};
const Bytes kDelta{0x61, 0xe0, 0x00, 0x40, 0x00, 0xc6, 0x38};
const Bytes kDelimiter{0x09, 0x10};

Bytes picture(const std::vector<Bytes>& units)
{
    Bytes all;
    for (const auto& unit : units) {
        all.insert(all.end(), {0, 0, 0, 1});
        all.insert(all.end(), unit.begin(), unit.end());
    }
    return all;
}

/// Parameters of a picture of so many macroblocks, `cut` pixels less to the right.
class Parameters {
public:
    Parameters(unsigned width, unsigned height, unsigned cut = 0)
    {
        for (const unsigned number : {0u, 0u, 2u, 1u}) // id, frame numbers, order, references
            put(number);
        bit(0);
        put(width - 1);
        put(height - 1);
        bit(1);
        bit(1);
        bit(cut > 0);
        for (const unsigned side : {0u, cut / 2, 0u, 0u})
            if (cut > 0)
                put(side);
        bit(0);
        bit(1); // the end
        while (bits_ % 8)
            bit(0);
    }
    const Bytes& unit() const { return unit_; }

private:
    void bit(unsigned value)
    {
        if (bits_++ % 8 == 0)
            unit_.push_back(0);
        unit_.back() = std::uint8_t(unit_.back() | (value & 1) << (7 - (bits_ - 1) % 8));
    }
    // Exponential Golomb code
    void put(unsigned number)
    {
        const int length = std::bit_width(number + 1);
        for (int i = 0; i < length - 1; ++i)
            bit(0);
        for (int i = length - 1; i >= 0; --i)
            bit((number + 1) >> i);
    }

    Bytes unit_{0x67, 66, 0xc0, 31};
    unsigned bits_ = 0;
};

std::optional<Codec::Frame> read(const std::vector<Bytes>& units)
{
    return h264().readFrame(picture(units));
}

TEST(H264, ReadsTheSizeOfAKeyframe)
{
    const auto large = read({kOpenH264Sps720, kPps, kIdr});
    ASSERT_TRUE(large);
    EXPECT_TRUE(large->keyframe);
    EXPECT_EQ(large->size, (layout::Size{1280, 720}));
    EXPECT_EQ(read({kOpenH264Sps360, kPps, kIdr})->size, (layout::Size{640, 360}));
    EXPECT_EQ(read({kDelimiter, kX264Sps720, kPps, kIdr})->size, (layout::Size{1280, 720}));
}

TEST(H264, WhatHasNoParametersSaysNoSize)
{
    EXPECT_FALSE(read({kDelta})->keyframe);
    EXPECT_EQ(read({kDelta})->size, layout::Size());
    EXPECT_TRUE(read({kIdr})->keyframe);
    EXPECT_EQ(read({kIdr})->size, layout::Size());
}

TEST(H264, TellsABombWhereverItsParametersAre)
{
    const Bytes bomb = Parameters(1000, 1000).unit();
    const layout::Size size{16000, 16000};
    EXPECT_EQ(read({bomb, kPps, kIdr})->size, size);
    EXPECT_EQ(read({kOpenH264Sps720, bomb, kPps, kIdr})->size, size);
    EXPECT_EQ(read({bomb, kOpenH264Sps720, kPps, kIdr})->size, size);
    EXPECT_EQ(read({kOpenH264Sps720, kPps, kIdr, bomb})->size, size);
    EXPECT_EQ(read({bomb, kDelta})->size, size);
    EXPECT_FALSE(read({Parameters(1025, 1).unit(), kPps, kIdr}));
    EXPECT_FALSE(read({Parameters(1u << 28, 1).unit(), kPps, kIdr})) << "no overflow";
}

TEST(H264, ACropHidesNothing)
{
    EXPECT_EQ(read({Parameters(4, 4, 14).unit(), kIdr})->size, (layout::Size{50, 64}));
    EXPECT_FALSE(read({Parameters(4, 4, 16).unit(), kIdr}));
    EXPECT_FALSE(read({Parameters(4, 4, 200).unit(), kIdr})) << "more than there is";
}

TEST(H264, WhatIsNoPictureIsNothing)
{
    EXPECT_FALSE(read({}));
    EXPECT_FALSE(read({kOpenH264Sps720, kPps})) << "no slice";
    EXPECT_FALSE(read({{0x67}, kIdr}));
    EXPECT_FALSE(read({{0xe5, 0xb8, 0, 4}})) << "the forbidden bit";
    EXPECT_FALSE(h264().readFrame(Bytes{1, 2, 3, 4, 5, 6, 7, 8})) << "no start code";
    for (const std::uint8_t type : {0x6f, 0x74, 0x75}) // sizes of their own: SVC, MVC, 3D
        EXPECT_FALSE(read({kOpenH264Sps720, kPps, {type, 1, 2, 3, 4, 5}, kIdr})) << int(type);
}

TEST(H264, NothingIsTooDamagedToBeRead)
{
    const Bytes whole = picture({kDelimiter, kX264Sps720, kPps, kIdr});
    for (std::size_t size = 0; size < whole.size(); ++size)
        h264().readFrame(std::span(whole).first(size));
    for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
        Bytes flipped = whole;
        flipped[bit / 8] = std::uint8_t(flipped[bit / 8] ^ 1 << bit % 8);
        if (const auto frame = h264().readFrame(flipped)) {
            EXPECT_GE(frame->size.width, 0);
            EXPECT_LE(frame->size.width, 16384);
            EXPECT_LE(frame->size.height, 2 * 16384);
        }
    }
    std::mt19937 random(1);
    for (int i = 0; i < 20'000; ++i) {
        Bytes bytes(random() % 64);
        for (auto& byte : bytes)
            byte = std::uint8_t(random() % 4 ? random() : random() % 2);
        Bytes unit{std::uint8_t(random() % 2 ? 0x67 : random())};
        unit.insert(unit.end(), bytes.begin(), bytes.end());
        read({unit, kIdr});
        h264().readFrame(bytes);
    }
}

} // namespace
} // namespace confab::media
