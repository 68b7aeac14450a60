// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "media/video/pixels/drawing.hpp"

#include <pango/pangocairo.h>

#include <set>
#include <string>

namespace confab::media {

/// How a text is to look. Lengths in pixels.
struct TextStyle {
    int size = 14; ///< of the em
    bool bold = false;
    int maxWidth = 0; ///< ends in an ellipsis beyond; 0: as wide as it gets
    int maxLines = 1; ///< the lines of more than one are centred
};

/// A text that is laid out, with the measures that are needed to place it. One thread.
class Text {
public:
    explicit Text(GRef<PangoLayout> layout);

    layout::Size size() const { return {logical_.width, logical_.height}; }
    /// From the top of it, pixels.
    int baseline() const;
    /// From the top of it to the middle of what is inked, pixels.
    double inkMiddle() const;
    /// No font has some of its characters: boxes with their numbers are shown for them.
    bool lacksGlyphs() const;
    /// `x`, `y`: its upper left corner.
    void draw(cairo_t* cairo, double x, double y) const;

private:
    friend class Typesetter;

    GRef<PangoLayout> layout_;
    PangoRectangle ink_{}, logical_{};
};

/// Sets text with pango. A name that its fonts cannot show is never lost in silence: the log says
/// once which package may help.
///
/// Thread: the control thread.
class Typesetter {
public:
    /// Errc::NotFound: there is no font at all, or none with letters.
    static Result<Typesetter> create(const std::string& family);

    /// `text`: of oneLine().
    Text set(const std::string& text, const TextStyle& style) const;

    /// Warns if `text` lacks characters, once for each `name`, which is what the text stands for.
    void reportMissing(const std::string& name, const Text& text);

    /// Of the first of the fonts, for any text, so that all labels of one size look alike.
    struct Metrics {
        double ascent, descent; // pixels
    };
    Metrics metrics(int size) const;

private:
    explicit Typesetter(const std::string& family);

    using FontPtr = std::unique_ptr<PangoFontDescription, FreeWith<pango_font_description_free>>;
    FontPtr font(const TextStyle& style) const;

    std::string family_;
    GRef<PangoContext> context_;
    std::set<std::string> reported_;
};

} // namespace confab::media
