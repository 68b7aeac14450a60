// SPDX-License-Identifier: Apache-2.0
#include "wire/chat_text.hpp"

#include <glib.h>

namespace confab::wire {

std::optional<std::string> chatText(std::string typed)
{
    std::erase(typed, '\0'); // GLib would end there
    if (!g_utf8_validate_len(typed.data(), typed.size(), nullptr))
        return std::nullopt;
    std::string text;
    int characters = 0;
    bool visible = false;
    for (const char *p = typed.data(), *end = p + typed.size(); p < end;) {
        const char* next = g_utf8_next_char(p);
        const gunichar c = g_utf8_get_char(p);
        const bool isKept = c == '\n' || c == '\t' || !g_unichar_iscntrl(c);
        if (isKept && ++characters > kMaxChatCharacters)
            return std::nullopt;
        if (isKept)
            text.append(c == '\t' ? " " : p, c == '\t' ? 1 : std::size_t(next - p));
        visible = visible || g_unichar_isgraph(c);
        p = next;
    }
    return visible ? std::optional(std::move(text)) : std::nullopt;
}

} // namespace confab::wire
