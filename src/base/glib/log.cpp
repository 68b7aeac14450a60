// SPDX-License-Identifier: Apache-2.0
#include "base/glib/log.hpp"

#include <spdlog/sinks/stdout_color_sinks.h>

namespace confab {

void startLog(const std::string& who, const std::string& level)
{
    auto logger = std::make_shared<spdlog::logger>(
        "confab", std::make_shared<spdlog::sinks::stderr_color_sink_mt>());
    logger->set_pattern("%Y-%m-%dT%H:%M:%S.%e %^%l%$ [" + who + "] %v");
    logger->set_level(spdlog::level::from_str(level == "error" ? "err" : level));
    spdlog::set_default_logger(std::move(logger));
}

} // namespace confab
