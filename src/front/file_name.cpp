// SPDX-License-Identifier: Apache-2.0
#include "front/file_name.hpp"

namespace confab {

namespace {

bool hasStemAndEnding(std::string_view name, std::string_view ending)
{
    return name.size() > ending.size() && name.ends_with(ending);
}

} // namespace

bool isRecordingName(std::string_view name)
{
    return isPlainFileName(name)
        && (hasStemAndEnding(name, ".mkv") || hasStemAndEnding(name, ".webm"));
}

} // namespace confab
