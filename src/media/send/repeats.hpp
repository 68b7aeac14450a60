// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>

namespace confab::media {

/// Decides which lost packets of one stream are sent again. Receivers ask up to ten times for the
/// same packet, many times within one round trip, and webrtcbin (1.22) would answer each of them:
/// behind a full queue that is a storm which outlives its cause.
/// - A packet that was repeated is not repeated again before a round trip has passed.
/// - All repeats together take no more than a share of what the path carries.
/// - Where many packets get lost by chance, a repeat goes twice: of 10 % that are lost 1 % get lost
///   again, and each of these holds a picture up for another round trip.
///
/// The clock is given. Thread: one at a time.
class Repeats {
public:
    using Clock = std::chrono::steady_clock;

    struct Path {
        int bitsPerSecond = 0; ///< that repeats may take
        std::chrono::milliseconds roundTrip{0};
        bool isLossy = false; ///< by chance, not because it is full
    };
    void limit(const Path& path);
    /// How many times that packet, of about `bytes`, is to be sent now: 0, 1 or 2. They are
    /// counted.
    int copies(std::uint16_t sequence, std::size_t bytes, Clock::time_point now);

private:
    struct Repeated {
        std::uint16_t sequence = 0;
        Clock::time_point at;
    };

    std::array<std::optional<Repeated>, 1024> repeated_; // by the low bits of the number
    Path path_{.bitsPerSecond = 1'000'000, .roundTrip = std::chrono::milliseconds(100)};
    double budget_ = 0; // bytes
    std::optional<Clock::time_point> filledAt_;
};

} // namespace confab::media
