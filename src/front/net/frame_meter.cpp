// SPDX-License-Identifier: Apache-2.0
#include "front/net/frame_meter.hpp"

#include <algorithm>

namespace confab::front {

bool FrameMeter::feed(const unsigned char* data, std::size_t size)
{
    while (size && !exceeded_) {
        if (payloadLeft_) {
            const auto step = static_cast<std::size_t>(std::min<std::uint64_t>(payloadLeft_, size));
            payloadLeft_ -= step;
            data += step;
            size -= step;
            continue;
        }
        header_[have_++] = *data++;
        --size;
        if (have_ >= 2 && have_ == headerSize())
            onHeader();
    }
    return !exceeded_;
}

std::size_t FrameMeter::headerSize() const
{
    const unsigned length = header_[1] & 0x7f;
    const std::size_t extended = length == 126 ? 2 : length == 127 ? 8 : 0;
    const std::size_t mask = header_[1] & 0x80 ? 4 : 0;
    return 2 + extended + mask;
}

std::uint64_t FrameMeter::payloadSize() const
{
    const unsigned length = header_[1] & 0x7f;
    if (length < 126)
        return length;
    std::uint64_t size = 0;
    for (std::size_t i = 2; i < (length == 126 ? 4u : 10u); ++i)
        size = size << 8 | header_[i];
    return size;
}

void FrameMeter::onHeader()
{
    constexpr unsigned kContinuation = 0, kFirstControl = 8;
    have_ = 0;
    payloadLeft_ = payloadSize();
    const unsigned opcode = header_[0] & 0x0f;
    if (opcode >= kFirstControl)
        return; // may come between fragments; libsoup holds it to 125 bytes
    if (opcode != kContinuation)
        message_ = 0;
    exceeded_ = payloadLeft_ > limit_ || message_ + payloadLeft_ > limit_;
    message_ += payloadLeft_;
}

} // namespace confab::front
