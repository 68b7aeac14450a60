// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "front/http/http_routes.hpp"

#include <nlohmann/json.hpp>

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace confab::front {

/// The request's body if `check` finds nothing to complain about in it; else the answer is given.
std::optional<nlohmann::json> bodyOf(const HttpRequest& request,
                                     std::string (*check)(const nlohmann::json&));

/// The complaint about a key that is not one of those, or "".
std::string complaintAboutKeys(const nlohmann::json& body,
                               std::initializer_list<std::string_view> known);

} // namespace confab::front
