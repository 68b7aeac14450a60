// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

namespace confab::render {

/// Adds `confab render` to the program; when it was chosen, `status` becomes its exit status.
void addRenderCommand(CLI::App& app, int& status);

} // namespace confab::render
