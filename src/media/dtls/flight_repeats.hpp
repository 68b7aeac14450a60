// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/gst/pad_probe.hpp"

#include <array>

namespace confab::media {

/// Watches the DTLS of a webrtcbin, and repeats what DtlsFlight says, until it is destroyed: once
/// the session is connected there is nothing to repeat. Made once the transport is there, which is
/// when the answer is set. Control thread; the work is done on the threads that receive and send.
class FlightRepeats {
public:
    FlightRepeats() = default;
    explicit FlightRepeats(GstElement* webrtcbin);

private:
    std::array<PadProbe, 2> probes_; // what leaves, what comes
};

} // namespace confab::media
