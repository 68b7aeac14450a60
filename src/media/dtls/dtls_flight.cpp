// SPDX-License-Identifier: Apache-2.0
#include "media/dtls/dtls_flight.hpp"

#include <algorithm>

namespace confab::media {

// A record (RFC 6347, 4.1): type, version 2, epoch 2, number 6, length 2. A message in it (4.2.2):
// type, length 3, number 2, offset of the fragment 3, length of the fragment 3.
std::optional<HandshakePart> handshakePartIn(std::span<const std::uint8_t> datagram)
{
    constexpr std::size_t kRecordHead = 13, kMessageHead = 12;
    constexpr std::uint8_t kHandshake = 22;
    if (datagram.size() < kRecordHead + kMessageHead || datagram[0] != kHandshake
        || datagram[3] != 0 || datagram[4] != 0) // of a later epoch: encrypted
        return std::nullopt;
    const auto message = datagram.subspan(kRecordHead);
    return HandshakePart{.message = std::uint16_t(message[4] << 8 | message[5]),
                         .offset = std::uint32_t(message[6]) << 16 | std::uint32_t(message[7]) << 8
                             | message[8]};
}

void DtlsFlight::sent(Clock::time_point now)
{
    sentAt_ = now;
}

bool DtlsFlight::hear(std::span<const std::uint8_t> datagram)
{
    const auto part = handshakePartIn(datagram);
    if (!part || std::ranges::find(heard_, part) != heard_.end())
        return false;
    heard_[next_++ % heard_.size()] = part;
    sentAt_.reset();
    again_ = 0;
    return true;
}

bool DtlsFlight::isDue(Clock::time_point now)
{
    constexpr std::chrono::milliseconds kFirst(100);
    constexpr int kMostDoubled = 2;
    if (!sentAt_ || repeats_ >= kMostRepeats
        || now < *sentAt_ + kFirst * (1 << std::min(again_, kMostDoubled)))
        return false;
    sentAt_ = now;
    ++again_;
    ++repeats_;
    return true;
}

} // namespace confab::media
