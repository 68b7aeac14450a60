// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace confab::impair {

using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;

/// What one direction of a link does to packets. Nothing, by default.
struct Impairment {
    double lossPercent = 0;
    double burst =
        1; ///< mean length of a loss, in packets; 1: each packet is lost or not by itself
    Milliseconds delay{0};
    Milliseconds jitter{0}; ///< standard deviation of the delay
    bool reorder = false; ///< jitter may let a packet overtake another
    double rateKbps = 0; ///< 0: without limit
    Milliseconds queue{300}; ///< of the rate: who would wait longer is dropped
    std::optional<uint64_t> seed{}; ///< begins the random numbers anew

    /// Of a text like "loss=5,delay=40,rate=1500,queue=200". Throws std::invalid_argument with a
    /// line for a person.
    static Impairment parse(std::string_view text);
};

/// Counted since the start, across changes of the impairment.
struct Counters {
    uint64_t packetsIn = 0; ///< offered to the link
    uint64_t bytesIn = 0; ///< Ethernet frames, without checksum and preamble
    uint64_t packetsLost = 0; ///< by `loss`
    uint64_t packetsFull = 0; ///< dropped because the queue was full
    uint64_t packetsOut = 0;
    uint64_t bytesOut = 0;
};

/// One direction: takes packets as they come, and writes them to a file descriptor when they are
/// due. One thread.
class OneWay {
public:
    OneWay(int output, const Impairment& impairment);

    /// What waits already keeps its time.
    void change(const Impairment& impairment);
    void take(std::span<const char> packet, Clock::time_point now);
    /// Writes what is due.
    void give(Clock::time_point now);

    std::optional<Clock::time_point> nextDue() const;
    /// How long a packet would wait now for those before it.
    Milliseconds backlog(Clock::time_point now) const;
    const Counters& counters() const { return counters_; }

private:
    bool loses();
    Milliseconds transit();
    double percent();

    int output_;
    Impairment impairment_;
    std::mt19937_64 random_{1};
    std::normal_distribution<> normal_;
    bool losing_ = false;
    Clock::time_point busyUntil_, lastDue_;
    std::multimap<Clock::time_point, std::vector<char>> waiting_; ///< equal times keep their order
    Counters counters_;
};

} // namespace confab::impair
