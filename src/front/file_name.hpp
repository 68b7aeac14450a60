// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/file_name.hpp"

namespace confab {

/// The names that a room gives its recordings: a plain name that ends in .mkv or .webm.
bool isRecordingName(std::string_view name);

} // namespace confab
