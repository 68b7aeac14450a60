// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>

namespace confab::media {

/// Spreads what one receiver is sent, so that a keyframe of 60 kB does not fill a queue on its way:
/// sound leaves at once, repeats of lost packets before new pictures, and all of it counts. It has
/// no thread: whoever brings a packet waits here until it may leave. The rate is a multiple of what
/// the path carries, so that pictures wait only behind a burst.
///
/// Any thread. A waiting thread holds no lock; close() frees it.
class Pacer {
public:
    using Clock = std::chrono::steady_clock;

    /// Bits per second that packets leave at. At first there is no limit.
    void setRate(int bitsPerSecond);
    /// At least that rate for a while: a probe is faster than what is known to work.
    void hurry(int bitsPerSecond, std::chrono::milliseconds duration);

    /// Whether a packet may leave.
    enum class Turn { Go, GivenUp, Closed };

    /// Sound has left.
    void soundLeft(std::size_t bytes);
    /// Wait until a packet may leave, and count it if it may.
    Turn awaitRepeat(std::size_t bytes);
    Turn awaitPicture(std::size_t bytes);
    /// What waits now is of no use any more. `queued` bytes are on the way already, and have to
    /// drain before more follows.
    void giveUp(std::size_t queued);
    /// How many bytes of pictures may leave now, without a wait.
    std::size_t room();

    void close();

private:
    using Lock = std::unique_lock<std::mutex>;

    Turn await(Lock& lock, std::size_t bytes, const int& ahead);
    void settle();
    double rate() const;

    std::mutex mutex_;
    std::condition_variable changed_;
    double bitsPerSecond_ = 0; // 0: no limit
    double hurryBitsPerSecond_ = 0;
    Clock::time_point hurryUntil_{};
    double owed_ = 0; // bytes that have left and are not paid for by time yet
    Clock::time_point settledAt_ = Clock::now();
    int repeatsWaiting_ = 0;
    unsigned givenUp_ = 0; // how often
    bool closed_ = false;
};

} // namespace confab::media
