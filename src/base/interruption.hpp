// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>

namespace confab {

/// Set by SIGTERM, SIGINT and SIGHUP once this was called: for a process that works on without a
/// loop, until it looks. A second signal ends it at once. With a loop: base/glib/unix_signal.hpp.
const std::atomic<bool>& interruption();

} // namespace confab
