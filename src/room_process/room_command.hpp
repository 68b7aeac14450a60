// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace CLI {
class App;
}

namespace confab::room_process {

/// Adds `confab room` to the command line; its callback leaves the exit status in `status`.
void addRoomCommand(CLI::App& app, int& status);

} // namespace confab::room_process
