// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/codec/codec.hpp"

namespace confab::media {

/// RFC 6386, in RTP by RFC 7741.
const Codec& vp8();

} // namespace confab::media
