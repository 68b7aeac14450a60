// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>

namespace confab::finish {

/// Set by SIGTERM, SIGINT and SIGHUP once this was called; the process goes on until it looks.
/// A second signal ends it at once.
const std::atomic<bool>& interruption();

} // namespace confab::finish
