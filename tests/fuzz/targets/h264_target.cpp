// SPDX-License-Identifier: Apache-2.0
#include "fuzz/target.hpp"
#include "fuzz/targets/buffers.hpp"
#include "fuzz/targets/targets.hpp"
#include "media/codec/h264.hpp"

namespace confab::fuzz {

namespace {

constexpr unsigned kSequenceParameters = 7;
constexpr std::string_view kStart("\0\0\1", 3);

/// Found without a parser.
bool hasUnit(unsigned type, std::string_view picture)
{
    for (auto at = picture.find(kStart); at != picture.npos; at = picture.find(kStart, at + 1))
        if (at + 3 < picture.size() && (picture[at + 3] & 0x1fu) == type)
            return true;
    return false;
}

} // namespace

void h264(std::string_view picture)
{
    const auto& codec = media::h264();
    const auto frame = codec.readFrame(bytesOf(picture));
    const auto same = codec.frameIn(bufferOf(picture, picture.size() / 3).get());
    must(frame.has_value() == same.has_value(), "a buffer says what its bytes say");
    if (!frame)
        return;
    must(frame->keyframe == same->keyframe && frame->size == same->size,
         "a buffer says what its bytes say");
    const auto [width, height] = frame->size;
    must(width >= 0 && width <= 16384 && height >= 0 && height <= 16384, "a side has its range");
    must((width > 0) == (height > 0), "a size has two sides");
    must((width > 0) == hasUnit(kSequenceParameters, picture), "no size gets past");
}

} // namespace confab::fuzz
