// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/video/text/typesetter.hpp"

#include <string>

namespace confab::media {

/// The colour that stands for a name: the same one always and everywhere, dark enough for white
/// text.
Colour avatarColour(const std::string& name);

/// A lighter circle with the initials of `name` (of oneLine()). `diameter`: pixels.
OverlayPicturePtr drawAvatar(Typesetter& typesetter, const std::string& name, int diameter);

/// A dark disc that says: nothing comes from there. `diameter`: pixels.
OverlayPicturePtr drawStalledSign(int diameter);

} // namespace confab::media
