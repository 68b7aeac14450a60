// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace CLI {
class App;
}

namespace confab::check {

/// Adds `confab check` to the program; when it was chosen, `status` becomes its exit status.
void addCheckCommand(CLI::App& app, int& status);

} // namespace confab::check
