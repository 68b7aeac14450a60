// SPDX-License-Identifier: Apache-2.0
#include "av/log.hpp"

#include <spdlog/spdlog.h>

#include <array>
#include <cstdarg>
#include <string_view>

extern "C" {
#include <libavutil/log.h>
}

namespace confab::av {

namespace {

// On any thread. It formats only what is going to be seen.
void onLine(void* context, int level, const char* format, va_list arguments)
{
    if (level > AV_LOG_WARNING || !spdlog::should_log(spdlog::level::debug))
        return;
    std::array<char, 512> line{};
    int isStart = 1;
    av_log_format_line2(context, level, format, arguments, line.data(), int(line.size()), &isStart);
    std::string_view text(line.data());
    while (text.ends_with('\n'))
        text.remove_suffix(1);
    spdlog::debug("ffmpeg: {}", text);
}

} // namespace

void bridgeLog()
{
    av_log_set_callback(onLine);
}

} // namespace confab::av
