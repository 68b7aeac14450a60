// SPDX-License-Identifier: Apache-2.0
#include "av/av.hpp"

namespace confab::av {

Error avError(const std::string& tried, int code)
{
    char text[AV_ERROR_MAX_STRING_SIZE] = "";
    av_strerror(code, text, sizeof text);
    return {code == AVERROR(ENOSPC) ? Errc::Unavailable : Errc::Media, tried + ": " + text};
}

Error interrupted()
{
    return {Errc::Unavailable, "interrupted; run it again to finish the recording"};
}

} // namespace confab::av
