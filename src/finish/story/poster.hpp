// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "av/av_input.hpp"
#include "base/time/wall_time.hpp"

#include <string>

namespace confab::finish {

/// A JPEG, 640 pixels wide, of a picture early in the file that is not black. If all are black, of
/// the brightest one. Errc::NotFound if there is no picture.
Result<std::string> makePoster(av::AvInput& input, Seconds length);

} // namespace confab::finish
