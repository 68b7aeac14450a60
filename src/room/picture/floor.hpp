// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <map>
#include <string>

namespace confab::room {

/// Who holds the floor. A speaker has the border at once, but the large tile only after keeping the
/// border for two seconds, so that a cough changes no picture. The large tile stays until somebody
/// else takes it.
///
/// The caller brings the clock; one thread at a time.
class Floor {
public:
    using Clock = std::chrono::steady_clock;

    /// Who is loudest now; empty: nobody speaks.
    void speaks(const std::string& id, Clock::time_point now);
    void forget(const std::string& id);
    /// Call a few times a second.
    void tick(Clock::time_point now);

    /// Who has the border; empty: nobody.
    const std::string& speaker() const { return speaker_; }
    /// Who has the floor; empty: nobody ever.
    const std::string& holder() const { return holder_; }
    /// When that one last held it; the epoch: never.
    Clock::time_point heldAt(const std::string& id) const;

private:
    std::string speaker_, holder_;
    Clock::time_point since_{}; // speaker_ speaks
    std::map<std::string, Clock::time_point> held_;
};

} // namespace confab::room
