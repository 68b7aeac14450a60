// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "front/access/action.hpp"
#include "front/access/caller.hpp"

#include <chrono>
#include <optional>
#include <string>

namespace confab::front {

/// Why somebody may not do what they have asked for.
struct Refusal {
    unsigned status; ///< of HTTP
    const char* code; ///< stable, for programs; a literal
    std::string detail; ///< for a person: what to do
    std::chrono::seconds wait{0}; ///< before asking again; 0: waiting does not help
};

/// Who may do what, and where. The router asks before every handler, a session before every
/// `join`. Loop thread.
class Access {
public:
    virtual ~Access() = default;

    /// Nothing: go on. `room` is a name as somebody sent it, valid or not; empty if the action is
    /// of no one room. Asking may count: a wrong secret does.
    virtual std::optional<Refusal> refusalOf(const Caller& caller, Action action,
                                             const std::string& room) = 0;
};

} // namespace confab::front
