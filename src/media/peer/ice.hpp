// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/config.hpp"

#include <gst/gst.h>

namespace confab::media {

/// From the form of RFC 7064/7065 ("stun:host:port", "turn:host:port?transport=udp") to what
/// webrtcbin wants ("stun://host:port", "turn://user:password@host:port?transport=udp"). Empty if
/// it is neither.
std::string toGstIceUri(const std::string& url, const std::string& user,
                        const std::string& password);

/// Tells a webrtcbin's ICE agent its servers, ports and addresses. Call it before the first offer.
void configureIce(GstElement* webrtcbin, const config::IceConfig& config);

/// False for candidates that need not be tried: those that name a browser's mDNS host (`.local`).
/// They would go to the system's resolver, and the browser's own checks reach us anyway.
bool isUsableCandidate(const std::string& candidate);

} // namespace confab::media
