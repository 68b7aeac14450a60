// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace confab::front {

/// The beginning of a WebSocket frame (RFC 6455, 5.2). Plain value.
struct FrameHeader {
    static constexpr unsigned kContinuation = 0, kText = 1, kClose = 8, kPing = 9, kPong = 10;

    unsigned opcode = 0;
    std::uint64_t size = 0; ///< bytes of its payload

    bool isControl() const { return opcode >= 8; }
};

/// Follows the frames of a WebSocket stream, in either direction. Plain value; its memory is
/// bounded for any input.
class FrameReader {
public:
    /// Told of each frame when its header is whole. False: nothing more is looked at in this call.
    using OnHeader = std::function<bool(const FrameHeader&)>;

    /// The next bytes of the stream.
    void feed(const unsigned char* data, std::size_t size, const OnHeader& onHeader);

private:
    std::size_t headerSize() const;
    std::uint64_t payloadSize() const;

    std::array<unsigned char, 14> header_{};
    std::size_t have_ = 0; // bytes of header_
    std::uint64_t payloadLeft_ = 0; // of the frame whose header has passed
};

} // namespace confab::front
