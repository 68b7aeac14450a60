// SPDX-License-Identifier: Apache-2.0
#include "front/net/flow/frame_meter.hpp"

namespace confab::front {

bool FrameMeter::feed(const unsigned char* data, std::size_t size)
{
    if (!exceeded_)
        reader_.feed(data, size, [this](const FrameHeader& frame) { return onHeader(frame); });
    return !exceeded_;
}

bool FrameMeter::onHeader(const FrameHeader& frame)
{
    ++seen_.frames;
    seen_.pings += frame.opcode == FrameHeader::kPing;
    if (frame.isControl()) { // may come between fragments; libsoup holds it to 125 bytes
        ++seen_.control;
        return true;
    }
    if (frame.opcode != FrameHeader::kContinuation)
        message_ = 0;
    exceeded_ = frame.size > limit_ || message_ + frame.size > limit_;
    message_ += frame.size;
    return !exceeded_;
}

} // namespace confab::front
