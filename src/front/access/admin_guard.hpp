// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "front/access/access.hpp"
#include "front/access/guess_limit.hpp"

#include <optional>
#include <string>

namespace confab::front {

/// Tells an operator: that is who knows the secret. While there is none, it is who sits at this
/// machine, if nobody else can reach the server at all. Loop thread.
class AdminGuard {
public:
    struct Setup {
        std::string secret; ///< empty: none
        bool isPrivate = false; ///< listens on loopback, and no proxy stands in front
    };

    explicit AdminGuard(Setup setup) : setup_(std::move(setup)) { }

    /// Nothing: it is an operator.
    std::optional<Refusal> refusalOf(const Caller& caller);

private:
    std::optional<Refusal> refusalByPlace(const Caller& caller) const;
    std::optional<Refusal> refusalBySecret(const Caller& caller);
    Refusal refusalOfGuess(const Caller& caller);

    Setup setup_;
    GuessLimit guesses_;
};

} // namespace confab::front
