// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/gst/gst_ref.hpp"

namespace confab::media {

// What every offer of ours says. Because the server offers, both browsers keep these numbers.

constexpr int kOpusPayloadType = 111;
constexpr int kVp8PayloadType = 96;
constexpr int kTwccExtension = 1; // transport-wide congestion control
constexpr const char* kTwccUri =
    "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";
constexpr int kLevelExtension = 2; // RFC 6464

/// Codec preferences of the audio and of the video transceiver.
GRef<GstCaps> opusOffer();
GRef<GstCaps> vp8Offer();

} // namespace confab::media
