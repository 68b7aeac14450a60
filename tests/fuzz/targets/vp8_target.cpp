// SPDX-License-Identifier: Apache-2.0
#include "fuzz/target.hpp"
#include "fuzz/targets/buffers.hpp"
#include "fuzz/targets/targets.hpp"
#include "media/codec/vp8.hpp"

namespace confab::fuzz {

void vp8(std::string_view picture)
{
    const auto& codec = media::vp8();
    const auto frame = codec.readFrame(bytesOf(picture));
    const auto same = codec.frameIn(bufferOf(picture, picture.size() / 3).get());
    must(frame.has_value() == same.has_value(), "a buffer says what its bytes say");
    if (!frame)
        return;
    must(frame->keyframe == same->keyframe && frame->size == same->size,
         "a buffer says what its bytes say");
    must(frame->keyframe == !(picture[0] & 1), "the first bit tells a keyframe");
    for (const int side : {frame->size.width, frame->size.height})
        must(side >= 0 && side < 16384, "a side has 14 bits");
}

} // namespace confab::fuzz
