// SPDX-License-Identifier: Apache-2.0
#include "media/video/text/missing_glyphs.hpp"

#include <glib.h>

#include <memory>

namespace confab::media {
namespace {

gunichar missingIn(const PangoGlyphString& glyphs)
{
    for (int i = 0; i < glyphs.num_glyphs; ++i)
        if (glyphs.glyphs[i].glyph & PANGO_GLYPH_UNKNOWN_FLAG)
            return glyphs.glyphs[i].glyph & ~PangoGlyph(PANGO_GLYPH_UNKNOWN_FLAG);
    return 0;
}

gunichar firstMissing(PangoLayout* layout)
{
    const std::unique_ptr<PangoLayoutIter, decltype(&pango_layout_iter_free)> at(
        pango_layout_get_iter(layout), pango_layout_iter_free);
    do {
        const PangoLayoutRun* run = pango_layout_iter_get_run_readonly(at.get());
        const gunichar missing = run ? missingIn(*run->glyphs) : 0;
        if (missing)
            return missing;
    } while (pango_layout_iter_next_run(at.get()));
    return 0;
}

bool isEmoji(gunichar c)
{
    return (c >= 0x1f000 && c <= 0x1faff) || (c >= 0x2600 && c <= 0x27bf);
}

} // namespace

const char* packageFor(PangoLayout* layout)
{
    const gunichar missing = firstMissing(layout);
    if (isEmoji(missing))
        return "fonts-noto-color-emoji";
    switch (g_unichar_get_script(missing)) {
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
    case G_UNICODE_SCRIPT_HANGUL:
    case G_UNICODE_SCRIPT_BOPOMOFO:
        return "fonts-noto-cjk";
    default:
        return "fonts-noto-core";
    }
}

} // namespace confab::media
