// SPDX-License-Identifier: Apache-2.0
#include "media/codec/codec.hpp"

#include <algorithm>
#include <array>

namespace confab::media {

std::optional<Codec::Frame> Codec::frameIn(GstBuffer* picture) const
{
    if (headerBytes == kWholePicture)
        return wholeFrameIn(picture);
    std::array<std::uint8_t, 16> bytes;
    const auto wanted = std::min(headerBytes, bytes.size());
    return readFrame({bytes.data(), gst_buffer_extract(picture, 0, bytes.data(), wanted)});
}

std::optional<Codec::Frame> Codec::wholeFrameIn(GstBuffer* picture) const
{
    GstMapInfo map;
    if (!gst_buffer_map(picture, &map, GST_MAP_READ))
        return std::nullopt;
    const auto frame = readFrame({map.data, map.size});
    gst_buffer_unmap(picture, &map);
    return frame;
}

} // namespace confab::media
