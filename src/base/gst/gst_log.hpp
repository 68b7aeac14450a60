// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace confab {

/// Brings GStreamer's warnings into the log, at most ten a second; the rest are counted.
/// Facts never come from these texts. After gst_init().
void bridgeGstLog();

} // namespace confab
