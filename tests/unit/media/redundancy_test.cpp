// SPDX-License-Identifier: Apache-2.0
#include "media/send/redundancy.hpp"

#include <gmock/gmock.h>
#include <gst/rtp/rtp.h>

#include <string>

namespace confab::media {
namespace {

using ::testing::ElementsAre;

constexpr int kRed = 63;
constexpr int kOpus = 111;

GRef<GstBuffer> packet(int number, const std::string& payload, guint32 timestamp)
{
    auto made = GRef<GstBuffer>::adopt(gst_rtp_buffer_new_allocate(guint(payload.size()), 0, 0));
    GstRTPBuffer rtp = GST_RTP_BUFFER_INIT;
    gst_rtp_buffer_map(made.get(), GST_MAP_READWRITE, &rtp);
    gst_rtp_buffer_set_payload_type(&rtp, kOpus);
    gst_rtp_buffer_set_seq(&rtp, guint16(number));
    gst_rtp_buffer_set_timestamp(&rtp, timestamp);
    const guint8 extension[2] = {7, 8};
    gst_rtp_buffer_add_extension_onebyte_header(&rtp, 1, extension, 2);
    gst_rtp_buffer_unmap(&rtp);
    gst_buffer_fill(made.get(), gst_buffer_get_size(made.get()) - payload.size(), payload.data(),
                    payload.size());
    return made;
}

struct Read {
    int type = 0, number = 0;
    std::string payload, extension;
};

Read read(const GRef<GstBuffer>& buffer)
{
    Read found;
    GstRTPBuffer rtp = GST_RTP_BUFFER_INIT;
    EXPECT_TRUE(gst_rtp_buffer_map(buffer.get(), GST_MAP_READ, &rtp));
    found.type = gst_rtp_buffer_get_payload_type(&rtp);
    found.number = gst_rtp_buffer_get_seq(&rtp);
    found.payload = {static_cast<char*>(gst_rtp_buffer_get_payload(&rtp)),
                     gst_rtp_buffer_get_payload_len(&rtp)};
    gpointer data = nullptr;
    guint size = 0;
    if (gst_rtp_buffer_get_extension_onebyte_header(&rtp, 1, 0, &data, &size))
        found.extension = {static_cast<char*>(data), size};
    gst_rtp_buffer_unmap(&rtp);
    return found;
}

/// The blocks of RFC 2198, read apart from how they are written: "distance:payload", oldest first.
std::vector<std::string> blocksOf(const std::string& payload)
{
    struct Head {
        unsigned distance, length;
    };
    std::vector<Head> heads;
    std::size_t at = 0;
    const auto byte = [&](std::size_t i) { return unsigned(std::uint8_t(payload.at(i))); };
    for (; byte(at) & 0x80; at += 4) {
        EXPECT_EQ(byte(at) & 0x7f, unsigned(kOpus));
        const unsigned bits = byte(at + 1) << 16 | byte(at + 2) << 8 | byte(at + 3);
        heads.push_back({bits >> 10, bits & 0x3ff});
    }
    EXPECT_EQ(byte(at++), unsigned(kOpus));
    std::vector<std::string> blocks;
    for (const auto& [distance, length] : heads) {
        blocks.push_back(std::to_string(distance) + ":" + payload.substr(at, length));
        at += length;
    }
    blocks.push_back("0:" + payload.substr(at));
    return blocks;
}

TEST(RedundancyTest, LeavesPacketsAloneAtFirst)
{
    Redundancy red({Redundancy::Form::Red, kRed, kOpus});
    for (int i = 0; i < 3; ++i) {
        const auto plain = packet(i, "abc", guint32(i) * 960);
        const auto sent = red.protect(plain.get());
        ASSERT_EQ(sent.size(), 1u);
        EXPECT_EQ(sent[0].get(), plain.get());
    }
}

TEST(RedundancyTest, RedCarriesTheEarlierPacketsOldestFirst)
{
    Redundancy red({Redundancy::Form::Red, kRed, kOpus});
    red.setEarlier(2);
    EXPECT_EQ(read(red.protect(packet(1, "one", 1000).get())[0]).payload, "one") << "none before";
    EXPECT_THAT(blocksOf(read(red.protect(packet(2, "two", 1960).get())[0]).payload),
                ElementsAre("960:one", "0:two"));
    const auto third = read(red.protect(packet(3, "three", 2920).get())[0]);
    EXPECT_EQ(third.type, kRed);
    EXPECT_EQ(third.number, 3);
    EXPECT_EQ(third.extension, "\x07\x08") << "extensions stay";
    EXPECT_THAT(blocksOf(third.payload), ElementsAre("1920:one", "960:two", "0:three"));
    red.setEarlier(1);
    EXPECT_THAT(blocksOf(read(red.protect(packet(4, "four", 3880).get())[0]).payload),
                ElementsAre("960:three", "0:four"));
    red.setEarlier(0);
    EXPECT_EQ(read(red.protect(packet(5, "five", 4840).get())[0]).type, kOpus);
}

TEST(RedundancyTest, WhatDoesNotFitIsLeftOut)
{
    Redundancy red({Redundancy::Form::Red, kRed, kOpus});
    red.setEarlier(2);
    red.protect(packet(1, std::string(1024, 'x'), 0).get());
    red.protect(packet(2, std::string(1023, 'y'), 960).get());
    const auto blocks = blocksOf(read(red.protect(packet(3, "z", 1920).get())[0]).payload);
    ASSERT_EQ(blocks.size(), 2u);
    EXPECT_EQ(blocks[0].size(), 4 + 1023u);
    const auto late = read(red.protect(packet(4, "late", 1920 + 960 * 20).get())[0]);
    EXPECT_THAT(blocksOf(late.payload), ElementsAre("0:late")) << "341 ms are the most";
}

TEST(RedundancyTest, TimeThatWrapsIsNoHole)
{
    Redundancy red({Redundancy::Form::Red, kRed, kOpus});
    red.setEarlier(1);
    red.protect(packet(1, "a", 0xffffff00).get());
    EXPECT_THAT(blocksOf(read(red.protect(packet(2, "b", 0xffffff00 + 960).get())[0]).payload),
                ElementsAre("960:a", "0:b"));
}

TEST(RedundancyTest, WhoDoesNotTakeRedGetsTheSamePacketsAgain)
{
    Redundancy again({Redundancy::Form::Again});
    again.setEarlier(1);
    auto first = packet(1, "one", 960);
    EXPECT_EQ(again.protect(first.get()).size(), 1u);
    gst_buffer_memset(first.get(), 12, 0, 4); // as if it had been changed on its way
    const auto sent = again.protect(packet(2, "two", 1920).get());
    ASSERT_EQ(sent.size(), 2u);
    EXPECT_EQ(read(sent[0]).payload, "two");
    EXPECT_EQ(read(sent[1]).payload, "one");
    EXPECT_EQ(read(sent[1]).number, 1);
    EXPECT_EQ(read(sent[1]).type, kOpus);
    EXPECT_EQ(read(sent[0]).extension, "\x07\x08");
    EXPECT_EQ(read(sent[1]).extension, "") << "else it counts as lost";
}

TEST(RedundancyTest, SomethingThatIsNoPacketPasses)
{
    Redundancy red({Redundancy::Form::Red, kRed, kOpus});
    red.setEarlier(1);
    const auto junk = GRef<GstBuffer>::adopt(gst_buffer_new_allocate(nullptr, 3, nullptr));
    EXPECT_EQ(red.protect(junk.get()).size(), 1u);
    EXPECT_EQ(red.protect(junk.get())[0].get(), junk.get());
}

} // namespace
} // namespace confab::media
