// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gst/gst.h>

namespace confab {

/// Makes a webrtcbin report what it receives (TWCC) every 100 ms. Left to itself rtpsession (1.22)
/// does so for every picture: 30 packets a second, each through SRTCP. What a browser sends and
/// estimates from is 50 to 250 ms apart.
///
/// Once its descriptions are set: its rtpbin has no session before. Thread: the control thread.
void spareFeedback(GstElement* webrtcbin);

} // namespace confab
