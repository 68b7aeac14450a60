// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/loop.hpp"
#include "base/gst/pad_probe.hpp"

#include <array>

namespace confab::media {

/// Watches the DTLS of a webrtcbin, and repeats what DtlsFlight says, until it is destroyed: once
/// the session is connected there is nothing to repeat. Made once the transport is there, which is
/// when the answer is set. Control thread; what is repeated is pushed by a thread of GStreamer's,
/// for it may have to wait.
class FlightRepeats {
public:
    FlightRepeats() = default;
    FlightRepeats(const Loop& loop, GstElement* webrtcbin);

private:
    std::array<PadProbe, 2> probes_; // what leaves, what comes
    Timer look_;
};

} // namespace confab::media
