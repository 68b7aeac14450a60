// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "layout/custom/custom_layout.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace confab::layout {

/// One cell of a custom layout. `variant` names its place in the errors, `number` counts from 1.
Result<CustomCell> parseCustomCell(const nlohmann::json& json, const std::string& variant,
                                   std::size_t number);

/// How errors name the cell `id` of a variant.
std::string cellName(const std::string& variant, const std::string& id);

} // namespace confab::layout
