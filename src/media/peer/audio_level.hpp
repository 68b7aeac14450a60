// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gst/gst.h>

#include <optional>

namespace confab::media {

/// How loud an RTP packet says it is (RFC 6464).
struct AudioLevel {
    int dBov = -127; ///< 0 = full scale, -127 = silence
    bool voice = false;
};

/// Reads the level out of the one-byte header extension `id` (RFC 8285), without decoding.
/// Nothing if the packet has none. Any thread.
std::optional<AudioLevel> readAudioLevel(GstBuffer* rtp, int id);

} // namespace confab::media
