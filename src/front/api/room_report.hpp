// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "front/api/process_usage.hpp"
#include "front/rooms/room_overview.hpp"
#include "link/operator_call.hpp"

#include <nlohmann/json_fwd.hpp>

#include <optional>

namespace confab::front {

/// A room: what the front knows, what /proc says, and what the room itself answers. Plain value.
struct RoomReport {
    RoomOverview known;
    std::optional<ProcessUsage> usage; ///< nothing: it has no process
    double uptimeSeconds = 0, cpuCores = 0; ///< of that process
    std::optional<link::Description> said; ///< nothing: not asked, or no answer
};

/// As doc/api.md has it.
nlohmann::json toJson(const RoomReport& report);

} // namespace confab::front
