// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

namespace confab::bot {

/// Adds `confab bot` to the program; when it was chosen, `status` becomes its exit status.
void addBotCommand(CLI::App& app, int& status);

} // namespace confab::bot
