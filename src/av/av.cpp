// SPDX-License-Identifier: Apache-2.0
#include "av/av.hpp"

extern "C" {
#include <libavcodec/codec_desc.h>
}

namespace confab::av {

AVCodecID codecId(const char* name)
{
    const AVCodecDescriptor* codec = avcodec_descriptor_get_by_name(name);
    return codec ? codec->id : AV_CODEC_ID_NONE;
}

std::string avReason(int code)
{
    char text[AV_ERROR_MAX_STRING_SIZE] = "";
    av_strerror(code, text, sizeof text);
    return text;
}

Error avError(const std::string& tried, int code)
{
    return {code == AVERROR(ENOSPC) ? Errc::Unavailable : Errc::Media,
            tried + ": " + avReason(code)};
}

Error interrupted()
{
    return {Errc::Unavailable, "interrupted; run it again to finish the recording"};
}

} // namespace confab::av
