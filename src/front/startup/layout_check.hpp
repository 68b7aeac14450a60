// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/config.hpp"

#include <string>

namespace confab::front {

/// What the rooms would only find out one by one: every layout and image that the configuration
/// names is there. Gives the list of layouts for /api/v1/layouts, JSON; the error says what to do.
Result<std::string> checkLayouts(const config::Config& config);

} // namespace confab::front
