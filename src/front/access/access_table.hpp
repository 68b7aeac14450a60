// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "front/access/access.hpp"
#include "front/access/admin_guard.hpp"
#include "front/access/membership.hpp"

#include <span>

namespace confab::front {

/// What somebody is to the server, or to the room that it is about; the one who may least first.
enum class Principal {
    Stranger, ///< anybody who reaches the server
    Member, ///< who is in that room, by the secret of their `joined`
    Operator, ///< whom AdminGuard admits
};

/// A row of the table: who may do it, and who is above them.
struct Right {
    Action action;
    Principal least;
    Principal leastIfLocked; ///< in a room that is locked
};

/// The table, a row for each action.
std::span<const Right> rights();
bool may(Principal principal, Action action, bool isLocked = false);

/// Access by that table.
class AccessTable : public Access {
public:
    /// The rooms outlive it.
    AccessTable(AdminGuard::Setup setup, const Membership& rooms)
        : guard_(std::move(setup)), rooms_(rooms)
    {
    }

    std::optional<Refusal> refusalOf(const Caller& caller, Action action,
                                     const std::string& room) override;

private:
    AdminGuard guard_;
    const Membership& rooms_;
};

} // namespace confab::front
