// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "av/av.hpp"

#include <string>

namespace confab::av {

/// The picture in another size, with the full range of values that JPEG uses. Null if that fails.
AvFrame scaleForJpeg(const AVFrame& picture, int width, int height);

/// `picture` comes from scaleForJpeg(); `quality` from 2, the best, to 31.
Result<std::string> encodeJpeg(AVFrame& picture, int quality);

} // namespace confab::av
