// SPDX-License-Identifier: Apache-2.0
#include "media/video/text/shown_name.hpp"

#include "base/glib/gobject.hpp"

#include <pango/pango.h>

#include <vector>

namespace confab::media {
namespace {

constexpr int kMaxCharacters = 256;

bool turnsText(gunichar c)
{
    return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

bool isGap(gunichar c)
{
    return g_unichar_isspace(c) || g_unichar_iscntrl(c) || c == 0x2028 || c == 0x2029;
}

void append(std::string& text, gunichar c)
{
    char bytes[6];
    text.append(bytes, std::size_t(g_unichar_to_utf8(c, bytes)));
}

/// The text cut into what a person takes for letters, each with all its marks.
std::vector<std::string> graphemes(const std::string& text)
{
    const auto count = g_utf8_strlen(text.c_str(), gssize(text.size()));
    std::vector<PangoLogAttr> breaks(std::size_t(count) + 1);
    pango_get_log_attrs(text.c_str(), int(text.size()), -1, pango_language_get_default(),
                        breaks.data(), int(breaks.size()));
    std::vector<std::string> found;
    const char* at = text.c_str();
    for (glong i = 0; i < count; ++i, at = g_utf8_next_char(at)) {
        if (breaks[std::size_t(i)].is_cursor_position || found.empty())
            found.emplace_back();
        found.back().append(at, std::size_t(g_utf8_next_char(at) - at));
    }
    return found;
}

gunichar firstOf(const std::string& grapheme)
{
    return g_utf8_get_char(grapheme.c_str());
}

bool isLetter(const std::string& grapheme)
{
    return g_unichar_isalnum(firstOf(grapheme));
}

/// The blocks that Unicode keeps for scripts from right to left.
bool isRightToLeft(gunichar c)
{
    return (c >= 0x590 && c <= 0x8ff) || (c >= 0xfb1d && c <= 0xfdff)
        || (c >= 0xfe70 && c <= 0xfeff) || (c >= 0x10800 && c <= 0x10fff)
        || (c >= 0x1e800 && c <= 0x1efff);
}

bool standsAlone(const std::string& grapheme)
{
    return !isLetter(grapheme) || isRightToLeft(firstOf(grapheme));
}

/// The first letter of each word; a word without letters counts only as the first.
std::vector<std::string> wordStarts(const std::string& name)
{
    std::vector<std::string> starts;
    bool inWord = false;
    std::string other; // what the first word begins with if that is not a letter
    for (const auto& grapheme : graphemes(name)) {
        if (grapheme == " ") {
            if (starts.empty() && !other.empty())
                starts.push_back(other);
            inWord = false;
        } else if (isLetter(grapheme) && !inWord) {
            starts.push_back(grapheme);
            inWord = true;
        } else if (other.empty()) {
            other = grapheme;
        }
    }
    if (starts.empty() && !other.empty())
        starts.push_back(other);
    return starts;
}

} // namespace

std::string oneLine(std::string_view name)
{
    const GCharPtr valid(g_utf8_make_valid(name.data(), gssize(name.size())));
    std::string line;
    bool gap = false;
    int count = 0;
    for (const char* at = valid.get(); *at && count < kMaxCharacters; at = g_utf8_next_char(at)) {
        const gunichar c = g_utf8_get_char(at);
        if (turnsText(c))
            continue;
        if (isGap(c)) {
            gap = !line.empty();
            continue;
        }
        if (std::exchange(gap, false))
            line += ' ';
        append(line, c);
        ++count;
    }
    return line;
}

std::string initialsOf(const std::string& name)
{
    const auto starts = wordStarts(name);
    if (starts.empty())
        return "?";
    std::string initials = starts.front();
    if (starts.size() > 1 && !standsAlone(starts.front()) && !standsAlone(starts.back()))
        initials += starts.back();
    const GCharPtr upper(g_utf8_strup(initials.c_str(), gssize(initials.size())));
    return upper.get();
}

} // namespace confab::media
