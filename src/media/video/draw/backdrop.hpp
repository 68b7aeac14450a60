// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/video/text/typesetter.hpp"

#include <string>

namespace confab::media {

/// What lies behind the tiles.
struct Backdrop {
    Colour colour{};
    cairo_surface_t* image = nullptr; ///< covers the canvas; borrowed; null: the colour alone
    std::string room{}, invite{}; ///< of oneLine(); with an invite it is a holding screen
};

/// Opaque, of the canvas's size.
OverlayPicturePtr drawBackdrop(Typesetter& typesetter, layout::Size canvas,
                               const Backdrop& backdrop);

} // namespace confab::media
