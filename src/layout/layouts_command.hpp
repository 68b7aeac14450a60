// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

namespace confab::layout {

/// Adds `confab layouts` to the program; when it was chosen, `status` becomes its exit status.
void addLayoutsCommand(CLI::App& app, int& status);

} // namespace confab::layout
