// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

namespace confab {

/// Pixels, both even and more than 0.
struct EvenSize {
    int width;
    int height;
};

/// Reads "1280x720". Nothing: it is something else. What is too small or too large depends on what
/// it is for.
std::optional<EvenSize> parseEvenSize(const std::string& text);

} // namespace confab
