// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/config.hpp"

#include <gst/gst.h>

namespace confab {

/// Tells a webrtcbin's ICE agent its servers, ports and addresses. Before the first offer.
void configureIce(GstElement* webrtcbin, const IceConfig& config);

/// False for what need not be tried: candidates that name a browser's mDNS host (`.local`) would go to
/// the system's resolver, and the browser's own checks reach us anyway.
bool isUsableCandidate(const std::string& candidate);

} // namespace confab
