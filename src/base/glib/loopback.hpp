// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace confab {

/// The host of "example.org:8080", "[::1]:8080" or "[::1]", without port and brackets.
std::string_view withoutPort(std::string_view authority);

/// Does "host", "host:port" or "[v6]:port" name this very machine: "localhost", in any case of
/// letters, or a numeric address of 127.0.0.0/8, or ::1? No other name does, whatever it resolves
/// to: its owner could point it at us.
bool isLoopbackHost(std::string_view authority);

} // namespace confab
