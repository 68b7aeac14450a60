// SPDX-License-Identifier: Apache-2.0
#include "layout/character_drawing.hpp"

#include <algorithm>
#include <vector>

namespace confab::layout {

namespace {

enum Line : unsigned { Up = 1, Down = 2, Left = 4, Right = 8 };

/// Indexed by the Lines that leave the middle of a character.
constexpr const char* kBoxes[16] = {" ", "│", "│", "│", "─", "┘", "┐", "┤",
                                    "─", "└", "┌", "├", "─", "┴", "┬", "┼"};

/// One character of the sheet: a letter or lines.
struct Character {
    unsigned lines = 0;
    char letter = '.'; ///< if there are no lines; a dot is what no tile covers
};

class Sheet {
public:
    Sheet(Size canvas, int columns, int rows)
        : canvas_(canvas), columns_(columns), rows_(rows),
          characters_(static_cast<std::size_t>(columns * rows))
    {
    }

    /// Draws over what is there. With `onTop` false the lines of its edge join those of others.
    void box(const Rect& rect, bool onTop, const std::string& text)
    {
        const int left = column(rect.x), top = row(rect.y);
        int right = column(rect.x + rect.width), bottom = row(rect.y + rect.height);
        if (onTop) { // a narrow margin is seen as one
            right -= right == columns_ - 1 && rect.x + rect.width < canvas_.width;
            bottom -= bottom == rows_ - 1 && rect.y + rect.height < canvas_.height;
        }
        for (int y = top; y <= bottom; ++y)
            for (int x = left; x <= right; ++x)
                if (onTop || (x > left && x < right && y > top && y < bottom))
                    at(x, y) = {0, ' '};
        frame(left, right, top, bottom);
        const int length = int(text.size());
        if (length < right - left && bottom - top > 1)
            for (int i = 0; i < length; ++i)
                at((left + right - length + 1) / 2 + i, (top + bottom) / 2).letter =
                    text[std::size_t(i)];
    }

    std::string text() const
    {
        std::string lines;
        for (std::size_t i = 0; i < characters_.size(); ++i) {
            const Character& c = characters_[i];
            lines += c.lines ? kBoxes[c.lines] : c.letter == '.' ? "·" : std::string(1, c.letter);
            if ((i + 1) % std::size_t(columns_) == 0)
                lines += '\n';
        }
        return lines;
    }

private:
    Character& at(int x, int y) { return characters_[std::size_t(y * columns_ + x)]; }
    int column(int x) const
    {
        return (2 * x * (columns_ - 1) + canvas_.width) / (2 * canvas_.width);
    }
    int row(int y) const { return (2 * y * (rows_ - 1) + canvas_.height) / (2 * canvas_.height); }

    void frame(int left, int right, int top, int bottom)
    {
        for (int x = left; x <= right; ++x)
            for (const int y : {top, bottom})
                at(x, y).lines |= (x > left ? Left : 0u) | (x < right ? Right : 0u);
        for (int y = top; y <= bottom; ++y)
            for (const int x : {left, right})
                at(x, y).lines |= (y > top ? Up : 0u) | (y < bottom ? Down : 0u);
    }

    Size canvas_;
    int columns_;
    int rows_;
    std::vector<Character> characters_;
};

} // namespace

std::string characterDrawing(const Arrangement& arrangement, Size canvas, int columns, int rows)
{
    Sheet sheet(canvas, std::max(columns, 3), std::max(rows, 3));
    for (const auto& tile : arrangement.tiles)
        sheet.box(tile.cell, tile.z > 0, std::to_string(tile.source + 1));
    return sheet.text();
}

} // namespace confab::layout
