// SPDX-License-Identifier: Apache-2.0
#include "front/net/flow/socket_traffic.hpp"

#include <algorithm>

namespace confab::front {

namespace {

using std::chrono::milliseconds;

/// Between looks whether somebody has read their pongs, and at most until the end is seen.
constexpr milliseconds kLook{100};

milliseconds longestOf(std::initializer_list<const RateBucket*> buckets,
                       RateBucket::Clock::time_point now)
{
    milliseconds longest(0);
    for (const auto* bucket : buckets)
        longest = std::max(longest, bucket->wait(now));
    return longest;
}

} // namespace

SocketTraffic::SocketTraffic(Setup setup, Events events)
    : patience_(setup.patience),
      client_(setup.client ? std::move(setup.client) : std::make_shared<Client>()),
      events_(std::move(events)), in_(setup.longestMessage)
{
}

milliseconds SocketTraffic::pause()
{
    if (isOver_)
        return milliseconds(0);
    if (isTurnedAway_)
        return kLook;
    const auto now = Clock::now();
    const auto own = ownWait(now);
    watchPatience(own, now);
    return std::min(
        std::max(own, longestOf({&client_->frames, &client_->control, &client_->bytes}, now)),
        kLook);
}

milliseconds SocketTraffic::ownWait(Clock::time_point now) const
{
    return pongs_ > kMaxPongs ? kLook : longestOf({&frames_, &control_, &bytes_}, now);
}

// Only for what this connection does itself: its neighbours may be to blame for the rest.
void SocketTraffic::watchPatience(milliseconds wait, Clock::time_point now)
{
    if (wait.count() == 0) {
        if (isCalm(now))
            slowSince_.reset();
        return;
    }
    if (!slowSince_)
        slowSince_ = now;
    if (now - *slowSince_ > patience_ && !std::exchange(tooMuch_, true))
        events_.tooMuch();
}

bool SocketTraffic::isCalm(Clock::time_point now) const
{
    return frames_.isHalfFull(now) && control_.isHalfFull(now) && bytes_.isHalfFull(now);
}

bool SocketTraffic::onRead(const unsigned char* data, std::size_t size)
{
    if (!in_.feed(data, size) && !std::exchange(tooLong_, true))
        events_.tooLong();
    count(size, Clock::now());
    return !tooLong_ && !tooMuch_;
}

void SocketTraffic::count(std::size_t bytes, Clock::time_point now)
{
    const auto seen = in_.takeSeen();
    pongs_ += seen.pings; // libsoup answers each
    for (auto* bucket : {&frames_, &client_->frames})
        bucket->take(seen.frames, now);
    for (auto* bucket : {&control_, &client_->control})
        bucket->take(seen.control, now);
    for (auto* bucket : {&bytes_, &client_->bytes})
        bucket->take(double(bytes), now);
}

void SocketTraffic::onWritten(const unsigned char* data, std::size_t size)
{
    const bool had = hasTexts();
    out_.feed(data, size, [this](const FrameHeader& frame) { return onSent(frame); });
    if (had && !hasTexts())
        events_.written();
}

bool SocketTraffic::onSent(const FrameHeader& frame)
{
    if (frame.opcode == FrameHeader::kText)
        --texts_;
    else if (frame.opcode == FrameHeader::kPong)
        --pongs_;
    else if (frame.opcode == FrameHeader::kClose && isTurnedAway_)
        end();
    return true;
}

} // namespace confab::front
