// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/codec/codec.hpp"

namespace confab::media {

/// Constrained baseline, ITU-T H.264, in RTP by RFC 6184: for those who cannot VP8.
const Codec& h264();

} // namespace confab::media
