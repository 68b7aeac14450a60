// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/gst/gst_ref.hpp"
#include "media/codec/codec.hpp"

namespace confab::media {

// What every offer of ours says. Because the server offers, both browsers keep these numbers.

constexpr const char* kTwccUri = // transport-wide congestion control
    "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";
constexpr const char* kLevelUri = "urn:ietf:params:rtp-hdrext:ssrc-audio-level"; // RFC 6464
constexpr int kTwccExtension = 1;
constexpr int kLevelExtension = 2;

/// Codec preferences of a transceiver that sends or receives this. `maxPixels`: larger pictures are
/// not taken.
GRef<GstCaps> offerOf(const Codec& codec, int maxPixels);

/// Has a payloader number its packets for congestion control, by the header extension `id`.
void addTwcc(GstElement* payloader, int id);

} // namespace confab::media
