// SPDX-License-Identifier: Apache-2.0
#include "fuzz/target.hpp"

#include "fuzz/targets/targets.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>

namespace confab::fuzz {

namespace {

constexpr std::array kTargets{
    Target{"address", address},
    Target{"answer", answer},
    Target{"body", body},
    Target{"candidate", candidate},
    Target{"config", config},
    Target{"feedback", feedback},
    Target{"forwarded", forwarded},
    Target{"frames", frames},
    Target{"h264", h264},
    Target{"journal", journal},
    Target{"layout", layout},
    Target{"link", link},
    Target{"manifest", manifest},
    Target{"name", name},
    Target{"range", range},
    Target{"rtp", rtp},
    Target{"vp8", vp8},
    Target{"wire", wire},
};

} // namespace

std::span<const Target> targets()
{
    return kTargets;
}

const Target* targetNamed(std::string_view name)
{
    const auto found = std::find_if(kTargets.begin(), kTargets.end(),
                                    [&](const Target& target) { return name == target.name; });
    return found == kTargets.end() ? nullptr : &*found;
}

void must(bool isTrue, const char* what)
{
    if (isTrue)
        return;
    std::fprintf(stderr, "not true: %s\n", what);
    std::abort();
}

} // namespace confab::fuzz
