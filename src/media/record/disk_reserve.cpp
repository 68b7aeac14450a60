// SPDX-License-Identifier: Apache-2.0
#include "media/record/disk_reserve.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace confab::media {

Status checkReserve(const std::string& folder, int reserveMb)
{
    std::error_code ec;
    const auto space = std::filesystem::space(folder, ec);
    const auto freeMb = space.available / 1'000'000;
    if (ec || freeMb >= std::uintmax_t(reserveMb))
        return Done{};
    return Error{Errc::Unavailable,
                 fmt::format("only {} MB are free in {}, and recordings leave {} MB free "
                             "(recording.reserve_mb); delete old ones",
                             freeMb, folder, reserveMb)};
}

} // namespace confab::media
