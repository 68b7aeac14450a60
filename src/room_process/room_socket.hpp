// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/gobject.hpp"
#include "base/result.hpp"

#include <gio/gio.h>

#include <string>

namespace confab::room_process {

/// A Unix socket that listens, and that only the own user can connect to. Who connects waits until
/// somebody accepts. Starts no thread. The file stays when the room ends, which cannot remove it by
/// then: the front does.
Result<GRef<GSocket>> listenAt(const std::string& path);

/// Whether the other end is a process of the user that runs this one, as the kernel says
/// (SO_PEERCRED).
bool isOfOwnUser(GSocketConnection* connection);

} // namespace confab::room_process
