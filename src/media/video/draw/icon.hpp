// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cairo.h>

namespace confab::media {

/// Small signs drawn with paths, so that no font is needed for them.
enum class Icon { MutedMicrophone, RaisedHand, Padlock, RecordingDot, NoSignal, WeakSignal };

/// Draws it in its own colours into the square of `size` pixels whose upper left corner is x, y.
void drawIcon(cairo_t* cairo, Icon icon, double x, double y, double size);

} // namespace confab::media
