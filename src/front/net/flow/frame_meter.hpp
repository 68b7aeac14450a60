// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "front/net/flow/frame_reader.hpp"

#include <utility>

namespace confab::front {

/// Adds up the fragments of each message that a client sends, and counts its frames: libsoup 3.2
/// limits a frame, but neither how many of them make one message nor how many come. Plain value.
class FrameMeter {
public:
    /// What has come since it was asked last.
    struct Seen {
        int frames = 0;
        int control = 0; ///< pings, pongs and closes among them
        int pings = 0; ///< of these
    };

    explicit FrameMeter(std::uint64_t limit) : limit_(limit) { }

    /// The next bytes as they came off the wire. False from that header on with which a message is
    /// over the limit.
    bool feed(const unsigned char* data, std::size_t size);
    Seen takeSeen() { return std::exchange(seen_, {}); }

private:
    bool onHeader(const FrameHeader& frame);

    std::uint64_t limit_;
    FrameReader reader_;
    Seen seen_;
    std::uint64_t message_ = 0; // payload of the message so far
    bool exceeded_ = false;
};

} // namespace confab::front
