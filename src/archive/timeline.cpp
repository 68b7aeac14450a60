// SPDX-License-Identifier: Apache-2.0
#include "archive/timeline.hpp"

#include <algorithm>

namespace confab::archive {

const Timeline::Part* Timeline::find(int part) const
{
    const auto it =
        std::find_if(parts.begin(), parts.end(), [&](const auto& p) { return p.part == part; });
    return it == parts.end() ? nullptr : &*it;
}

std::string Timeline::nameOf(const std::string& participant) const
{
    for (const auto& p : participants)
        if (p.id == participant && !p.name.empty())
            return p.name;
    return participant;
}

} // namespace confab::archive
