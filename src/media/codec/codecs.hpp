// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/codec/codec.hpp"

#include <string_view>

namespace confab::media {

/// What everybody is offered, views and the mix are encoded with, and files hold.
const Codec& pictureCodec();
const Codec& soundCodec();

/// The one with that RTP encoding name; null: none of ours.
const Codec* codecNamed(std::string_view rtpName);

} // namespace confab::media
