// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/gobject.hpp"

#include <gio/gio.h>

#include <functional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace confab {

/// Starts a program of ours. If that fails it returns null, and `error` says why.
GRef<GSubprocess> spawnChild(GSubprocessLauncher* launcher, const std::vector<std::string>& command,
                             GErrorOut& error);

/// 0 if it has ended already; whenChildEnds() tells how.
pid_t pidOfChild(GSubprocess* child);

/// Calls `ended` once, from the loop that is the thread-default context, with how it ended, for a
/// person: "exit status 1", "killed by signal 9".
void whenChildEnds(GSubprocess* child, std::function<void(std::string)> ended);

} // namespace confab
