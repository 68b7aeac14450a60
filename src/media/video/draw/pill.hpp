// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/video/draw/icon.hpp"
#include "media/video/text/typesetter.hpp"

#include <string>
#include <vector>

namespace confab::media {

/// Icons and one line of text on a dark translucent box: names, and all badges.
struct Pill {
    std::vector<Icon> icons{};
    std::string text{}; ///< of oneLine(); may be empty
    int size = 14; ///< of the text, pixels
    int maxWidth = 0; ///< of all of it, pixels; a longer text ends in an ellipsis; 0: no limit
    bool bold = false;
};

/// Two are alike if their keys are.
std::string keyOf(const Pill& pill);

/// Pixels, even: what drawPill() will be.
int pillHeight(int textSize);
int pillWidth(std::size_t icons, int textSize, int textWidth);

OverlayPicturePtr drawPill(Typesetter& typesetter, const Pill& pill);

} // namespace confab::media
