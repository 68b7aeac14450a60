// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace confab {

// What a canvas may measure, each way, upright ones too: that of the configuration and that of a
// recording of its own. Pixels; even, because I420 is blended.
constexpr int kMinCanvasSide = 180;
constexpr int kMaxCanvasSide = 1920;

constexpr bool isCanvasSide(int pixels)
{
    return pixels >= kMinCanvasSide && pixels <= kMaxCanvasSide && pixels % 2 == 0;
}

} // namespace confab
