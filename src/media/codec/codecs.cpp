// SPDX-License-Identifier: Apache-2.0
#include "media/codec/codecs.hpp"

#include "media/codec/h264.hpp"
#include "media/codec/opus.hpp"
#include "media/codec/vp8.hpp"

#include <algorithm>
#include <array>

namespace confab::media {

std::span<const Codec* const> pictureCodecs()
{
    static const std::array codecs{&vp8(), &h264()};
    return codecs;
}

const Codec& pictureCodec()
{
    return *pictureCodecs().front();
}

const Codec& soundCodec()
{
    return opus();
}

const Codec* codecNamed(std::string_view rtpName)
{
    if (soundCodec().rtpName == rtpName)
        return &soundCodec();
    const auto codecs = pictureCodecs();
    const auto found = std::find_if(codecs.begin(), codecs.end(),
                                    [&](const Codec* c) { return c->rtpName == rtpName; });
    return found == codecs.end() ? nullptr : *found;
}

} // namespace confab::media
