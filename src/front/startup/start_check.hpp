// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "front/startup/network_check.hpp"

#include <string>
#include <vector>

namespace confab::front {

/// What this machine is judged by, without a question to anybody else.
NetworkFacts factsOf(const config::Config& config, const InetAddress& listen);

/// What this machine cannot do of what the configuration wants, in warnings. The error: no call
/// could take place. Takes a fraction of a second; see checkMedia() for `roomCommand`.
Result<std::vector<Finding>> checkMachine(const NetworkFacts& facts,
                                          const std::string& runtimeFolder,
                                          std::vector<std::string> roomCommand);

} // namespace confab::front
