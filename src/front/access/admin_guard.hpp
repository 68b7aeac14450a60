// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "front/access/guess_limit.hpp"

#include <libsoup/soup.h>

#include <string>

namespace confab::front {

/// Who may administer: whoever knows the secret. While there is none, whoever sits at this machine,
/// if nobody else can reach the server at all. Loop thread.
class AdminGuard {
public:
    struct Setup {
        std::string secret; ///< empty: none
        bool isPrivate = false; ///< listens on loopback, and no proxy stands in front
        bool behindProxy = false; ///< X-Forwarded-For is to be believed
    };

    explicit AdminGuard(Setup setup) : setup_(std::move(setup)) { }

    /// False: the answer is given, and says what to do.
    bool admits(SoupServerMessage* message);

private:
    bool admitsByPlace(SoupServerMessage* message) const;
    bool admitsBySecret(SoupServerMessage* message);
    std::string guesserOf(SoupServerMessage* message) const;

    Setup setup_;
    GuessLimit guesses_;
};

} // namespace confab::front
