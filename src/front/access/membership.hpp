// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace confab::front {

/// What the rooms know of who belongs to them. Loop thread.
class Membership {
public:
    virtual ~Membership() = default;

    /// Nobody new is let in. False for a room that does not run.
    virtual bool isLocked(const std::string& room) const = 0;
    /// `secret` is the one that a `joined` has told somebody who is in the room, or may come back.
    virtual bool isMember(const std::string& room, const std::string& secret) const = 0;
};

} // namespace confab::front
