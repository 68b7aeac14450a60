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

DtlsFlight::Heard DtlsFlight::hear(std::span<const std::uint8_t> datagram, Clock::time_point now)
{
    const auto part = handshakePartIn(datagram);
    if (!part)
        return Heard::Nothing;
    if (isNew(*part))
        return Heard::Next;
    if (repeats_ >= kMostRepeats || now < repeatedAt_ + kPause)
        return Heard::Nothing;
    ++repeats_;
    repeatedAt_ = now;
    return Heard::Again;
}

bool DtlsFlight::isNew(const HandshakePart& part)
{
    if (std::ranges::find(heard_, part) != heard_.end())
        return false;
    heard_[next_++ % heard_.size()] = part;
    return true;
}

} // namespace confab::media
