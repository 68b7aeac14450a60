// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/loop.hpp"

#include <functional>
#include <memory>

namespace confab::front {

/// Calls back on the loop for SIGTERM and for SIGINT, as long as it lives. Loop thread; one at a
/// time in a process.
class Termination {
public:
    Termination(const Loop& loop, std::function<void()> asked);
    Termination(const Termination&) = delete;
    Termination& operator=(const Termination&) = delete;
    ~Termination();

private:
    GSource* attach(const Loop& loop, int signal);

    std::function<void()> asked_;
    GSource* sources_[2];
};

} // namespace confab::front
