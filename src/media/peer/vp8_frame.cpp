// SPDX-License-Identifier: Apache-2.0
#include "media/peer/vp8_frame.hpp"

namespace confab::media {

std::optional<Vp8Frame> readVp8Frame(std::span<const std::uint8_t> data)
{
    if (data.size() < 3)
        return std::nullopt;
    const bool delta = data[0] & 1;
    if (delta)
        return Vp8Frame{};
    if (data.size() < 10 || data[3] != 0x9d || data[4] != 0x01 || data[5] != 0x2a)
        return std::nullopt;
    const auto at = [&](std::size_t i) { return (data[i] | data[i + 1] << 8) & 0x3fff; };
    return Vp8Frame{true, {at(6), at(8)}};
}

} // namespace confab::media
