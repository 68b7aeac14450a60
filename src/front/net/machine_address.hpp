// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace confab::front {

/// How this machine may be reached from its network: names, then numeric addresses. Of IPv6 there
/// is only loopback: the other addresses of a machine change every day.
std::vector<std::string> machineHosts();

/// The numeric address by which others in the network reach this machine; "127.0.0.1" if it has no
/// network.
std::string outwardAddress();

} // namespace confab::front
