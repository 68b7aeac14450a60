// SPDX-License-Identifier: Apache-2.0
#include "wire/names.hpp"

#include <glib.h>

#include <algorithm>

namespace confab::wire {

bool isRoomName(std::string_view name)
{
    return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), [](char c) {
        return g_ascii_isalnum(c) || c == '_' || c == '-';
    });
}

bool isParticipantName(std::string_view name)
{
    if (!g_utf8_validate_len(name.data(), name.size(), nullptr)
        || g_utf8_strlen(name.data(), gssize(name.size())) > 64)
        return false;
    bool visible = false;
    for (const char *p = name.data(), *end = p + name.size(); p < end; p = g_utf8_next_char(p)) {
        const gunichar c = g_utf8_get_char(p);
        if (g_unichar_iscntrl(c))
            return false;
        visible = visible || !g_unichar_isspace(c);
    }
    return visible;
}

} // namespace confab::wire
