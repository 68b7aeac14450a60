// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "config/config.hpp"

#include <cstdint>
#include <string>

namespace confab::front {

/// Whether recordings can be written there; makes nothing. The error says what to do.
Status checkRecordingsFolder(const std::string& folder);

/// Bytes free for us where that folder is, or will be; all that there are if nobody knows.
std::uintmax_t spaceFor(const std::string& folder);
/// What is to be said of so many free bytes; empty: nothing.
std::string checkSpace(std::uintmax_t bytes, const config::Config& config);

} // namespace confab::front
