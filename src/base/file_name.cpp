// SPDX-License-Identifier: Apache-2.0
#include "base/file_name.hpp"

#include <glib.h>

#include <algorithm>

namespace confab {

bool isPlainFileName(std::string_view name)
{
    return !name.empty() && name.size() <= 255 && name.front() != '.'
        && std::all_of(name.begin(), name.end(), [](char c) {
               return g_ascii_isalnum(c) || c == '_' || c == '.' || c == '-';
           });
}

} // namespace confab
