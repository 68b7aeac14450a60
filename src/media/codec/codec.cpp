// SPDX-License-Identifier: Apache-2.0
#include "media/codec/codec.hpp"

#include <algorithm>
#include <array>

namespace confab::media {

std::optional<Codec::Frame> Codec::frameIn(GstBuffer* picture) const
{
    std::array<std::uint8_t, 16> bytes;
    const auto wanted = std::min(headerBytes, bytes.size());
    return readFrame({bytes.data(), gst_buffer_extract(picture, 0, bytes.data(), wanted)});
}

} // namespace confab::media
