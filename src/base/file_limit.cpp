// SPDX-License-Identifier: Apache-2.0
#include "base/file_limit.hpp"

#include <sys/resource.h>

#include <limits>

namespace confab {

std::uint64_t fileLimit()
{
    rlimit limit{};
    return getrlimit(RLIMIT_NOFILE, &limit) == 0 ? limit.rlim_max
                                                 : std::numeric_limits<std::uint64_t>::max();
}

std::uint64_t filesOfRoom(std::size_t sessions, std::size_t addresses)
{
    constexpr std::uint64_t kOfRoom = 20, kOfSession = 11; // measured: 13 and 10
    return kOfRoom + sessions * (kOfSession + addresses);
}

void raiseFileLimit()
{
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

} // namespace confab
