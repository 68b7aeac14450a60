// SPDX-License-Identifier: Apache-2.0
#include "base/interruption.hpp"

#include <csignal>

namespace confab {

namespace {

std::atomic<bool> isInterrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler sets it");

} // namespace

const std::atomic<bool>& interruption()
{
    struct sigaction action = {};
    action.sa_handler = [](int) { isInterrupted = true; };
    action.sa_flags = int(SA_RESETHAND);
    for (const int signal : {SIGTERM, SIGINT, SIGHUP})
        sigaction(signal, &action, nullptr);
    return isInterrupted;
}

} // namespace confab
