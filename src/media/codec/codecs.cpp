// SPDX-License-Identifier: Apache-2.0
#include "media/codec/codecs.hpp"

#include "media/codec/opus.hpp"
#include "media/codec/vp8.hpp"

namespace confab::media {

const Codec& pictureCodec()
{
    return vp8();
}

const Codec& soundCodec()
{
    return opus();
}

const Codec* codecNamed(std::string_view rtpName)
{
    for (const Codec* codec : {&pictureCodec(), &soundCodec()})
        if (codec->rtpName == rtpName)
            return codec;
    return nullptr;
}

} // namespace confab::media
