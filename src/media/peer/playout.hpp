// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace confab::media {

/// Evens out what a lossy way up does to pictures: those behind a repaired packet come in a burst.
/// While there is a delay, each leaves that long after it was due, so that most repairs come in
/// time. It has no thread: whoever brings a picture waits here, and what follows waits in the
/// jitter buffer, encoded.
///
/// Any thread. A waiting thread holds no lock; close() frees it.
class Playout {
public:
    using Clock = std::chrono::steady_clock;

    /// 0: pictures leave as they come.
    void setDelay(std::chrono::milliseconds delay);
    /// Waits until a picture that has been late by `age` (it may be negative) may leave.
    void await(std::chrono::nanoseconds age);
    void close();

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::chrono::milliseconds delay_{0};
    bool closed_ = false;
};

} // namespace confab::media
