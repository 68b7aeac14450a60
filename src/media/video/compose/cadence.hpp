// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace confab::media {

/// In which frames of the mix the pictures of one source are shown. By its time alone one that is
/// due near the border of two frames would fall now into this and now into that, by the few
/// milliseconds that cameras tremble: two in one frame, of which one is never seen, and none in the
/// next. So the next picture belongs to the next frame, as long as that is less than 0.6 frames
/// later than its own, or 0.1 earlier. A source of another rate, or one whose clock drifts away,
/// takes the frame of its time when that no longer holds.
///
/// Times are running times in ns, 0 or later. One thread.
class Cadence {
public:
    using Time = std::int64_t;

    /// Frames of the mix last that long; more than 0.
    explicit Cadence(Time frame) : frame_(frame) { }

    /// When a picture that is due then is to be shown: the middle of a frame. `anyFrame`: when some
    /// frame of the mix begins.
    Time of(Time due, Time anyFrame);

private:
    const Time frame_;
    Time last_ = -1; // frame that the last one belongs to; -1: there was none
};

} // namespace confab::media
