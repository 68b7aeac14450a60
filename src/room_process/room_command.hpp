// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace CLI {
class App;
}

namespace confab::room_process {

/// Adds `confab room` to the program; when it was chosen, `status` becomes its exit status.
void addRoomCommand(CLI::App& app, int& status);

} // namespace confab::room_process
