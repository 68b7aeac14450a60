// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "wire/wire.hpp"

#include <nlohmann/json_fwd.hpp>

/// What the bodies of requests about a recording may say; any thread. The error is for a person.
namespace confab::front {

Result<wire::Record> readStart(const nlohmann::json& body);
Result<wire::Record> readChange(const nlohmann::json& body);

} // namespace confab::front
