// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace confab::av {

/// What FFmpeg's libraries have to say goes into our log, at "debug": what matters comes back as an
/// error from the call. Call it when plugins are loaded, because one of GStreamer's sets another.
void bridgeLog();

} // namespace confab::av
