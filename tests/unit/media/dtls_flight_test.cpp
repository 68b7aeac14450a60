// SPDX-License-Identifier: Apache-2.0
#include "media/dtls/dtls_flight.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace confab::media {
namespace {

using namespace std::chrono_literals;
using Bytes = std::vector<std::uint8_t>;

const DtlsFlight::Clock::time_point now{1h};

/// A record with a message of the handshake in it.
Bytes part(std::uint8_t message, std::uint8_t offset = 0, std::uint8_t epoch = 0)
{
    Bytes bytes{22, 254, 253, 0, epoch, 0, 0, 0, 0, 0, 9, 0, 40};
    const Bytes head{1, 0, 0, 99, 0, message, 0, 0, offset, 0, 0, 28};
    bytes.insert(bytes.end(), head.begin(), head.end());
    bytes.resize(bytes.size() + 28);
    return bytes;
}

TEST(DtlsFlightTest, IsRepeatedUntilSomethingNewComes)
{
    DtlsFlight flight;
    EXPECT_TRUE(flight.hear(part(0)));
    EXPECT_TRUE(flight.hear(part(0, 200))) << "the other half of a long hello";
    EXPECT_FALSE(flight.isDue(now)) << "nothing has been sent";
    flight.sent(now);
    EXPECT_FALSE(flight.isDue(now + 90ms));
    EXPECT_TRUE(flight.isDue(now + 100ms));
    EXPECT_FALSE(flight.hear(part(0))) << "they repeat theirs";
    EXPECT_FALSE(flight.isDue(now + 290ms));
    EXPECT_TRUE(flight.isDue(now + 300ms));
    EXPECT_TRUE(flight.isDue(now + 700ms));
    EXPECT_TRUE(flight.isDue(now + 1100ms));
    EXPECT_TRUE(flight.hear(part(1)));
    EXPECT_FALSE(flight.isDue(now + 9s));
    flight.sent(now + 10s);
    EXPECT_TRUE(flight.isDue(now + 10s + 100ms)) << "the next flight begins anew";
}

TEST(DtlsFlightTest, ThereAreNotManyRepeats)
{
    DtlsFlight flight;
    flight.sent(now);
    int again = 0;
    for (int i = 1; i < 1000; ++i)
        again += flight.isDue(now + i * 100ms);
    EXPECT_EQ(again, DtlsFlight::kMostRepeats);
}

TEST(DtlsFlightTest, WhatIsNoReadableHandshakeSaysNothing)
{
    DtlsFlight flight;
    flight.sent(now);
    for (const auto& other : {Bytes{}, Bytes(12, 22), Bytes(200, 0), part(0, 0, 1), Bytes(24, 22)})
        EXPECT_FALSE(flight.hear(other)) << other.size();
    EXPECT_TRUE(flight.isDue(now + 100ms));
}

} // namespace
} // namespace confab::media
