// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace confab {

/// A text of somebody's in quotes, fit for an error of one line: without control characters, cut
/// at 64 bytes.
std::string inQuotes(const std::string& text);

} // namespace confab
