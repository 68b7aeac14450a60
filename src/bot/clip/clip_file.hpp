// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "bot/clip/clip.hpp"

namespace confab::bot {

/// Reads the first track of each codec of ours in a WebM or Matroska file into memory, as they
/// are. Errc::NotFound or Errc::InvalidArgument says why not.
Result<Clip> readClip(const std::string& path);

} // namespace confab::bot
