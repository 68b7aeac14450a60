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

/// Decides when our part of a DTLS handshake, our flight, must be sent again: when the other side
/// repeats its own, as it has not got all of ours (RFC 6347, 4.2.4). OpenSSL (3.0) does not do
/// that; it has a timer of 1, then 2, then 4 seconds. Browsers repeat theirs after 50 ms. A
/// server's flight is six datagrams here (dtlsenc has some of 256 bytes), so that with 10 % of loss
/// every second join waited for a second and more.
///
/// The clock is given. Thread: one at a time.
class DtlsFlight {
public:
    using Clock = std::chrono::steady_clock;

    /// Limit (per session): how often a DTLS handshake is repeated for the other side. Above it: it
    /// waits for OpenSSL's timer. At it: 0.1 MB in all.
    static constexpr int kMostRepeats = 20;
    /// Browsers repeat in as many datagrams as their flight has.
    static constexpr std::chrono::milliseconds kPause{30};

    enum class Heard {
        Nothing,
        Next, ///< so all of ours has come: the sides take turns
        Again, ///< ours is to be repeated
    };
    /// One of theirs has come.
    Heard hear(std::span<const std::uint8_t> datagram, Clock::time_point now);

private:
    bool isNew(const HandshakePart& part);

    std::array<std::optional<HandshakePart>, 32> heard_; // the last ones
    std::size_t next_ = 0;
    int repeats_ = 0;
    Clock::time_point repeatedAt_{};
};

} // namespace confab::media
