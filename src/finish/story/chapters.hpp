// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "archive/manifest.hpp"
#include "finish/story/timeline.hpp"

#include <string>
#include <vector>

namespace confab::finish {

using archive::Chapter;

/// What a viewer may want to jump to: who came and went, who spoke for long, layouts, screens,
/// pauses. Each part begins with one; what happens within a second is one chapter. At most 200: if
/// there are more, short speeches are left out first, then all speeches, then layouts, then the
/// last ones. `byName`: who asked for the recording, "" for nobody.
std::vector<Chapter> buildChapters(const Timeline& line, const std::string& byName);

} // namespace confab::finish
