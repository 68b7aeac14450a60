// SPDX-License-Identifier: Apache-2.0
#include "media/video/text/typesetter.hpp"

#include "media/video/text/missing_glyphs.hpp"

#include <fmt/format.h>
#include <fontconfig/fontconfig.h>
#include <spdlog/spdlog.h>

namespace confab::media {
namespace {

constexpr std::size_t kMaxReported = 256; // names

// Pango ends the process when there is no font at all, so we look before it does.
bool hasFonts()
{
    const auto* fonts = FcConfigGetFonts(nullptr, FcSetSystem);
    return fonts && fonts->nfont > 0;
}

// The picture is scaled and encoded: hints to the pixel grid would only make text uneven.
void setFontOptions(PangoContext* context)
{
    cairo_font_options_t* options = cairo_font_options_create();
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_SLIGHT);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
}

} // namespace

Text::Text(GRef<PangoLayout> layout) : layout_(std::move(layout))
{
    pango_layout_get_pixel_extents(layout_.get(), &ink_, &logical_);
}

int Text::baseline() const
{
    return pango_layout_get_baseline(layout_.get()) / PANGO_SCALE - logical_.y;
}

double Text::inkMiddle() const
{
    return ink_.y + ink_.height / 2. - logical_.y;
}

bool Text::lacksGlyphs() const
{
    return pango_layout_get_unknown_glyphs_count(layout_.get()) > 0;
}

void Text::draw(cairo_t* cairo, double x, double y) const
{
    // Text from right to left stands at the right edge of the width it was given.
    cairo_move_to(cairo, x - logical_.x, y - logical_.y);
    pango_cairo_show_layout(cairo, layout_.get());
}

Result<Typesetter> Typesetter::create(const std::string& family)
{
    const Error none{Errc::NotFound,
                     "there is no font to write names with; install the package "
                     "fonts-dejavu-core"};
    if (!hasFonts())
        return none;
    Typesetter setter(family);
    const auto letters = setter.set("Aa", {});
    if (letters.lacksGlyphs())
        return none;
    return setter;
}

Typesetter::Typesetter(const std::string& family)
    : family_(family), context_(GRef<PangoContext>::adopt(
                           pango_font_map_create_context(pango_cairo_font_map_get_default())))
{
    setFontOptions(context_.get());
}

Typesetter::FontPtr Typesetter::font(const TextStyle& style) const
{
    FontPtr font(pango_font_description_new());
    pango_font_description_set_family(font.get(), family_.c_str());
    pango_font_description_set_absolute_size(font.get(), double(style.size) * PANGO_SCALE);
    pango_font_description_set_weight(font.get(),
                                      style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    return font;
}

Text Typesetter::set(const std::string& text, const TextStyle& style) const
{
    const auto layout = GRef<PangoLayout>::adopt(pango_layout_new(context_.get()));
    pango_layout_set_font_description(layout.get(), font(style).get());
    pango_layout_set_single_paragraph_mode(layout.get(), TRUE);
    pango_layout_set_text(layout.get(), text.c_str(), int(text.size()));
    int width = 0;
    pango_layout_get_pixel_size(layout.get(), &width, nullptr);
    if (style.maxWidth > 0 && width > style.maxWidth) {
        pango_layout_set_width(layout.get(), style.maxWidth * PANGO_SCALE);
        pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
        pango_layout_set_height(layout.get(), -style.maxLines);
        pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
        if (style.maxLines > 1)
            pango_layout_set_alignment(layout.get(), PANGO_ALIGN_CENTER);
    }
    return Text(layout);
}

Typesetter::Metrics Typesetter::metrics(int size) const
{
    PangoFontMetrics* metrics = pango_context_get_metrics(
        context_.get(), font({.size = size}).get(), pango_language_get_default());
    const Metrics found{double(pango_font_metrics_get_ascent(metrics)) / PANGO_SCALE,
                        double(pango_font_metrics_get_descent(metrics)) / PANGO_SCALE};
    pango_font_metrics_unref(metrics);
    return found;
}

void Typesetter::reportMissing(const std::string& name, const Text& text)
{
    if (!text.lacksGlyphs() || reported_.size() >= kMaxReported || !reported_.insert(name).second)
        return;
    spdlog::warn("no font has all characters of \"{}\": install the package {}", name,
                 packageFor(text.layout_.get()));
}

} // namespace confab::media
