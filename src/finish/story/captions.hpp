// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "finish/story/timeline.hpp"

#include <string>

namespace confab::finish {

/// WebVTT that shows who speaks, on the time line of the whole recording. "" if nobody ever did.
/// Names are escaped, so that no name can end its cue or be taken for markup.
std::string buildCaptions(const Timeline& line);

} // namespace confab::finish
