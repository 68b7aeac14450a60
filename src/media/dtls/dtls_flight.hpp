// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>

namespace confab::media {

/// Where a message of a DTLS handshake stands (RFC 6347, 4.2.2).
struct HandshakePart {
    std::uint16_t message = 0; ///< its number
    std::uint32_t offset = 0; ///< of a fragment in it, in bytes
    bool operator==(const HandshakePart&) const = default;
};

/// Of the first record in a datagram, if that is a handshake's that is not encrypted yet.
std::optional<HandshakePart> handshakePartIn(std::span<const std::uint8_t> datagram);

/// Decides when our part of a DTLS handshake, our flight, is to be sent again: after 100 ms without
/// an answer, then 200, then each 400. OpenSSL (3.0) waits for 1, 2 and 4 s, and dtlsenc does not
/// let anybody change that. A server's flight is six datagrams here, so that with 10 % of loss
/// every second join waited for a second and more. Firefox (NSS) repeats nothing itself once the
/// first of them has come.
///
/// The clock is given. Thread: one at a time.
class DtlsFlight {
public:
    using Clock = std::chrono::steady_clock;

    /// Limit (per session): how often our part of a DTLS handshake is repeated. Above it: it waits
    /// for OpenSSL's timer. At it: 0.1 MB in all.
    static constexpr int kMostRepeats = 20;

    /// One of ours leaves.
    void sent(Clock::time_point now);
    /// One of theirs has come. True: it is new, so all of ours has come before: the sides take
    /// turns.
    bool hear(std::span<const std::uint8_t> datagram);
    /// Now; it is counted.
    bool isDue(Clock::time_point now);

private:
    std::array<std::optional<HandshakePart>, 32> heard_; // the last ones
    std::size_t next_ = 0;
    std::optional<Clock::time_point> sentAt_; // none: it is their turn to begin
    int again_ = 0; // of this flight
    int repeats_ = 0;
};

} // namespace confab::media
