// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "av/av.hpp"

#include <string>

namespace confab::av {

/// The picture in another size and as JPEG has it: the full range of values. Null if it cannot be.
AvFrame scaleForJpeg(const AVFrame& picture, int width, int height);

/// `picture` is of scaleForJpeg(); `quality` from 2, the best, to 31.
Result<std::string> encodeJpeg(AVFrame& picture, int quality);

} // namespace confab::av
