// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "layout/geometry/grid.hpp"

#include <cstdint>
#include <optional>
#include <span>

namespace confab::media {

/// What the first bytes of a VP8 frame say (RFC 6386, 9.1), read before any decoder sees them.
struct Vp8Frame {
    bool keyframe = false;
    layout::Size size; ///< pixels; of keyframes only
};

/// Nothing if the bytes are too few or are no VP8 frame.
std::optional<Vp8Frame> readVp8Frame(std::span<const std::uint8_t> data);

} // namespace confab::media
