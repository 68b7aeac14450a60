// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/unix_signal.hpp"

#include <csignal>

namespace confab {

/// Calls back on the loop for SIGTERM and for SIGINT, as long as it lives. Thread: the loop's.
class Termination {
public:
    Termination(const Loop& loop, const std::function<void()>& asked)
        : terminate_(loop, SIGTERM, asked), interrupt_(loop, SIGINT, asked)
    {
    }

private:
    UnixSignal terminate_, interrupt_;
};

} // namespace confab
