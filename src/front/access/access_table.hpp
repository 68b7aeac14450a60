// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "front/access/access.hpp"
#include "front/access/admin_guard.hpp"

#include <span>

namespace confab::front {

/// What somebody is to the server, the one who may least first.
enum class Principal {
    Stranger, ///< anybody who reaches the server
    Operator, ///< whom AdminGuard admits
};

/// A row of the table: who may do it, and who is above them.
struct Right {
    Action action;
    Principal least;
};

/// The table, a row for each action.
std::span<const Right> rights();
bool may(Principal principal, Action action);

/// Access by that table. A room makes no difference yet.
class AccessTable : public Access {
public:
    explicit AccessTable(AdminGuard::Setup setup) : guard_(std::move(setup)) { }

    std::optional<Refusal> refusalOf(const Caller& caller, Action action,
                                     const std::string& room) override;

private:
    AdminGuard guard_;
};

} // namespace confab::front
