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
///
/// The clock is given. Thread: one at a time.
class Repeats {
public:
    using Clock = std::chrono::steady_clock;

    /// Bits per second that repeats may take, and the round trip.
    void limit(int bitsPerSecond, std::chrono::milliseconds roundTrip);
    /// Whether that packet, of about `bytes`, is to be sent again now; if so it is counted.
    bool allow(std::uint16_t sequence, std::size_t bytes, Clock::time_point now);

private:
    struct Repeated {
        std::uint16_t sequence = 0;
        Clock::time_point at;
    };

    std::array<std::optional<Repeated>, 1024> repeated_; // by the low bits of the number
    double bytesPerSecond_ = 125'000;
    std::chrono::milliseconds roundTrip_{100};
    double budget_ = 0; // bytes
    std::optional<Clock::time_point> filledAt_;
};

} // namespace confab::media
