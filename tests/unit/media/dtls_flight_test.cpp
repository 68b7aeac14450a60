// SPDX-License-Identifier: Apache-2.0
#include "media/dtls/dtls_flight.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace confab::media {
namespace {

using namespace std::chrono_literals;
using Bytes = std::vector<std::uint8_t>;
using Heard = DtlsFlight::Heard;

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

TEST(DtlsFlightTest, WhatComesAgainAsksForOurs)
{
    DtlsFlight flight;
    EXPECT_EQ(flight.hear(part(0), now), Heard::Next);
    EXPECT_EQ(flight.hear(part(0, 200), now), Heard::Next) << "the other half of a long hello";
    EXPECT_EQ(flight.hear(part(0), now + 50ms), Heard::Again);
    EXPECT_EQ(flight.hear(part(0, 200), now + 51ms), Heard::Nothing) << "of the same repeat";
    EXPECT_EQ(flight.hear(part(0), now + 150ms), Heard::Again);
    EXPECT_EQ(flight.hear(part(1), now + 160ms), Heard::Next);
}

TEST(DtlsFlightTest, ThereAreNotManyRepeats)
{
    DtlsFlight flight;
    (void)flight.hear(part(0), now);
    int again = 0;
    for (int i = 1; i < 1000; ++i)
        again += flight.hear(part(0), now + i * 100ms) == Heard::Again;
    EXPECT_EQ(again, DtlsFlight::kMostRepeats);
}

TEST(DtlsFlightTest, WhatIsNoReadableHandshakeSaysNothing)
{
    DtlsFlight flight;
    for (const auto& other : {Bytes{}, Bytes(12, 22), Bytes(200, 0), part(0, 0, 1), Bytes(24, 22)})
        for (int i = 0; i < 2; ++i)
            EXPECT_EQ(flight.hear(other, now), Heard::Nothing) << other.size();
}

} // namespace
} // namespace confab::media
