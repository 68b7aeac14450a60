// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "link/operator_call.hpp"
#include "wire/wire_json.hpp"

#include <nlohmann/json_fwd.hpp>

/// What the bodies of requests about a room may say; any thread. The error is for a person.
namespace confab::front {

Result<wire::Lock> readRoom(const nlohmann::json& body);

/// As the wire has it: a field that is wrong is the wire's error.
Result<wire::ParsedClient> readLayout(const nlohmann::json& body);

Result<link::ChangeParticipant> readParticipant(const nlohmann::json& body);

} // namespace confab::front
