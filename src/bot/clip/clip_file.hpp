// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "bot/clip/clip.hpp"

namespace confab::bot {

/// Reads the first VP8 and the first Opus track of a WebM or Matroska file into memory, as they
/// are. Errc::NotFound or Errc::InvalidArgument says why not.
Result<Clip> readClip(const std::string& path);

} // namespace confab::bot
