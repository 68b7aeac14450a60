// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/config.hpp"

#include <nlohmann/json_fwd.hpp>

namespace confab::front {

/// What the rooms would only find out one by one: every layout and image that the configuration
/// names is there. Gives the list of layouts for /api/v1/layouts; the error says what to do.
Result<nlohmann::json> checkLayouts(const config::Config& config);

} // namespace confab::front
