// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/file/folder.hpp"

#include <string>

namespace confab::front {

/// Looks whether a file begins as a video of its ending does: WebM, Matroska or MP4. What is wrong,
/// for a person; empty: nothing, or it cannot be known.
std::string faultOfVideo(const Folder& folder, const std::string& file);

} // namespace confab::front
