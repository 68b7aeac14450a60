// SPDX-License-Identifier: Apache-2.0
#include "front/net/flow/frame_reader.hpp"

#include <algorithm>

namespace confab::front {

void FrameReader::feed(const unsigned char* data, std::size_t size, const OnHeader& onHeader)
{
    while (size) {
        if (payloadLeft_) {
            const auto step = static_cast<std::size_t>(std::min<std::uint64_t>(payloadLeft_, size));
            payloadLeft_ -= step;
            data += step;
            size -= step;
            continue;
        }
        header_[have_++] = *data++;
        --size;
        if (have_ < 2 || have_ < headerSize())
            continue;
        have_ = 0;
        payloadLeft_ = payloadSize();
        if (!onHeader({header_[0] & 0x0fu, payloadLeft_}))
            return;
    }
}

std::size_t FrameReader::headerSize() const
{
    const unsigned length = header_[1] & 0x7f;
    const std::size_t extended = length == 126 ? 2 : length == 127 ? 8 : 0;
    const std::size_t mask = header_[1] & 0x80 ? 4 : 0;
    return 2 + extended + mask;
}

std::uint64_t FrameReader::payloadSize() const
{
    const unsigned length = header_[1] & 0x7f;
    if (length < 126)
        return length;
    std::uint64_t size = 0;
    for (std::size_t i = 2; i < (length == 126 ? 4u : 10u); ++i)
        size = size << 8 | header_[i];
    return size;
}

} // namespace confab::front
