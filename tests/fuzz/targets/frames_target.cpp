// SPDX-License-Identifier: Apache-2.0
#include "front/net/flow/frame_meter.hpp"
#include "fuzz/input.hpp"
#include "fuzz/target.hpp"
#include "fuzz/targets/buffers.hpp"
#include "fuzz/targets/targets.hpp"

#include <string>

namespace confab::fuzz {

namespace {

constexpr std::uint64_t kLimit = 1000;

/// What a stream of frames has, by the one who made it.
struct Stream {
    std::string bytes;
    front::FrameMeter::Seen has;
    std::uint64_t message = 0;
    bool isTooLong = false;

    void add(unsigned opcode, std::uint64_t size, int form);
};

// RFC 6455, 5.2: nothing forbids a reader to take a length in more bytes than it needs.
void Stream::add(unsigned opcode, std::uint64_t size, int form)
{
    const unsigned lengthBytes = form == 0 && size < 126 ? 0 : form <= 1 && size < 65536 ? 2 : 8;
    const bool isMasked = size % 2;
    bytes += char(0x80 | opcode);
    bytes += char((isMasked ? 0x80 : 0)
                  | (lengthBytes == 0       ? unsigned(size)
                         : lengthBytes == 2 ? 126
                                            : 127));
    for (unsigned i = lengthBytes; i-- > 0;)
        bytes += char(size >> (8 * i));
    bytes.append(isMasked ? 4 : 0, 'm').append(size, '\x89');
    ++has.frames;
    has.control += opcode >= 8;
    has.pings += opcode == front::FrameHeader::kPing;
    if (opcode >= 8)
        return;
    message = size + (opcode == front::FrameHeader::kContinuation ? message : 0);
    isTooLong = message > kLimit;
}

struct Verdict {
    bool isFine = true;
    front::FrameMeter::Seen seen{};
};

Verdict fed(std::string_view bytes, std::size_t step)
{
    front::FrameMeter meter(kLimit);
    Verdict verdict;
    for (std::size_t at = 0; at < bytes.size(); at += step) {
        const auto piece = bytesOf(bytes.substr(at, step));
        verdict.isFine = meter.feed(piece.data(), piece.size());
    }
    verdict.seen = meter.takeSeen();
    return verdict;
}

bool isSame(const front::FrameMeter::Seen& a, const front::FrameMeter::Seen& b)
{
    return a.frames == b.frames && a.control == b.control && a.pings == b.pings;
}

void checkPieces(std::string_view bytes)
{
    const auto whole = fed(bytes, bytes.size() + 1);
    for (const std::size_t step : {1, 2, 7}) {
        const auto pieces = fed(bytes, step);
        must(pieces.isFine == whole.isFine && isSame(pieces.seen, whole.seen),
             "frames may come in pieces");
    }
}

} // namespace

void frames(std::string_view bytes)
{
    checkPieces(bytes);
    Input input(bytes);
    Stream stream;
    while (!input.isEmpty() && !stream.isTooLong && stream.has.frames < 100) {
        const unsigned opcode = input.byte() & 0x0fu;
        const auto size = opcode >= 8 ? input.byte() % 126 : input.number(2) % (2 * kLimit);
        stream.add(opcode, size, input.byte() % 3);
    }
    const auto verdict = fed(stream.bytes, 1 + stream.bytes.size() % 13);
    must(verdict.isFine == !stream.isTooLong, "what is too long is seen");
    must(isSame(verdict.seen, stream.has), "all frames are counted");
}

} // namespace confab::fuzz
