// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/receive/lateness.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace confab::media {

/// Evens out what the way up does to pictures. Left alone, two may come between two frames of the
/// mix, of which one is never seen, and then none. So each is due for the mix a while after its
/// time: as long as nearly all take to be here, and longer where a lossy way has the pictures
/// behind a repaired packet come in a burst. It leaves a little earlier, so that it is there when
/// it is due. It has no thread: whoever brings a picture waits here, and what follows waits in the
/// jitter buffer, encoded.
///
/// Any thread. A waiting thread holds no lock; close() frees it.
class Playout {
public:
    using Clock = std::chrono::steady_clock;
    using Duration = std::chrono::nanoseconds;

    /// What repairs take; 0: there are none.
    void setRepairs(std::chrono::milliseconds delay);
    /// Waits until a picture whose time was `age` ago (it may be negative) may leave. So much after
    /// that time it is due.
    Duration await(Duration age);
    /// How long pictures are held at this time.
    Duration held() const;
    void close();

private:
    Duration delay() const;

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    Lateness lateness_;
    std::chrono::milliseconds repairs_{0};
    bool closed_ = false;
};

} // namespace confab::media
