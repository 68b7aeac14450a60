// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/codec/codec.hpp"

#include <span>
#include <string_view>

namespace confab::media {

/// What is offered for pictures, one after the other to those who do not take the one before.
std::span<const Codec* const> pictureCodecs();

/// What everybody is offered first, and files hold.
const Codec& pictureCodec();
const Codec& soundCodec();

/// The one with that RTP encoding name; null: none of ours.
const Codec* codecNamed(std::string_view rtpName);

} // namespace confab::media
