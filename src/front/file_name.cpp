// SPDX-License-Identifier: Apache-2.0
#include "front/file_name.hpp"

#include <glib.h>

#include <algorithm>

namespace confab {

namespace {

bool hasStemAndEnding(std::string_view name, std::string_view ending)
{
    return name.size() > ending.size() && name.ends_with(ending);
}

} // namespace

bool isPlainFileName(std::string_view name)
{
    return !name.empty() && name.size() <= 255 && name.front() != '.'
        && std::all_of(name.begin(), name.end(), [](char c) {
               return g_ascii_isalnum(c) || c == '_' || c == '.' || c == '-';
           });
}

bool isRecordingName(std::string_view name)
{
    return isPlainFileName(name)
        && (hasStemAndEnding(name, ".mkv") || hasStemAndEnding(name, ".webm"));
}

} // namespace confab
