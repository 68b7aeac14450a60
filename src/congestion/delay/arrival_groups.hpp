// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "congestion/report/units.hpp"

#include <optional>

namespace confab::congestion {

/// How the gap between two groups of packets has changed on the way.
struct GroupDelta {
    Duration sent; // from the last packet of one group to the last of the next
    Duration arrived;
    Duration at; // when the later one was complete, on the receiver's line

    /// By how much the later group was slower: a queue that grows makes it positive.
    Duration slower() const { return arrived - sent; }
};

/// Gathers packets that left within 5 ms, or came as one burst, into groups, and compares each
/// group with the one before (draft-ietf-rmcat-gcc-02, section 5.2). A burst is what a radio link
/// makes: packets that waited together say nothing about the queue one by one. Plain value.
class ArrivalGroups {
public:
    /// In the order of arrival. None: the group is not complete, or the packet was overtaken.
    std::optional<GroupDelta> add(Time sent, Duration arrived);
    void reset();

private:
    struct Group {
        Time firstSent, lastSent;
        Duration firstArrived, lastArrived;
    };
    static bool belongs(const Group& group, Time sent, Duration arrived);
    std::optional<GroupDelta> compare();

    std::optional<Group> before_;
    std::optional<Group> current_;
    int overtaken_ = 0; // groups in a row that came before the one before them
};

} // namespace confab::congestion
