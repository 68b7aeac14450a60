// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

namespace confab::front {

/// Adds `confab serve`, the front. `status` becomes the exit status of the program: 0 after SIGTERM
/// or SIGINT, 1 if it cannot start (then one line on stderr says what to do).
void addServeCommand(CLI::App& app, int& status);

} // namespace confab::front
