// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace confab::front {

/// Follows the frames of a client's WebSocket stream (RFC 6455, 5.2) and adds up the fragments of
/// each message: libsoup 3.2 limits a frame, but not how many of them make one message. Plain
/// value; its memory is bounded for any input.
class FrameMeter {
public:
    explicit FrameMeter(std::uint64_t limit) : limit_(limit) { }

    /// The next bytes as they came off the wire. False from that header on with which a message is
    /// over the limit.
    bool feed(const unsigned char* data, std::size_t size);

private:
    std::size_t headerSize() const;
    std::uint64_t payloadSize() const;
    void onHeader();

    std::uint64_t limit_;
    std::array<unsigned char, 14> header_{};
    std::size_t have_ = 0; // bytes of header_
    std::uint64_t payloadLeft_ = 0; // of the frame whose header has passed
    std::uint64_t message_ = 0; // payload of the message so far
    bool exceeded_ = false;
};

} // namespace confab::front
