// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

namespace confab::finish {

/// `confab finish`: makes captured recordings into finished ones (doc/recordings.md).
void addFinishCommand(CLI::App& app, int& status);

} // namespace confab::finish
