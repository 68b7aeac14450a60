// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/codec/codec.hpp"

namespace confab::media {

/// RFC 6716, in RTP by RFC 7587, in files by RFC 7845.
const Codec& opus();

} // namespace confab::media
