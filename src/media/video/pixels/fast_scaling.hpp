// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gst/gst.h>

namespace confab::media {

/// Makes a compositor's pad scale linearly with two taps. The default scaler is the main waste of a
/// compositor: nine 360p inputs into 720p cost 25 core-% with it and 8.5 so. Only works from code;
/// the launch syntax has no effect (1.22).
///
/// For as long as there is something to scale: a pad that was told so puts pictures of the right
/// size through its scaler, too, and into a new buffer each. Any thread.
void scaleFast(GstPad* compositorPad, bool isFast);

} // namespace confab::media
