// SPDX-License-Identifier: Apache-2.0
#include "layout/layout_gallery.hpp"

#include "layout/character_drawing.hpp"
#include "layout/custom/custom_layout.hpp"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <sstream>

namespace confab::layout {

namespace {

constexpr int kPageWidth = 80;

/// Lines of one width.
struct Block {
    int width = 0;
    std::vector<std::string> lines;
};

/// Characters on the screen: bytes of UTF-8 that begin one.
int widthOf(const std::string& text)
{
    return int(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

/// A character is twice as high as it is wide. Odd numbers have a middle.
Size drawingSize(Size canvas)
{
    const bool tall = canvas.width * 4 <= canvas.height * 3;
    const bool wide = canvas.width * 3 >= canvas.height * 4;
    const int rows = wide ? 11 : tall ? 21 : 15;
    const int columns = 1 + 2 * (((rows - 1) * canvas.width + canvas.height / 2) / canvas.height);
    return {std::clamp(columns, 5, kPageWidth), rows};
}

Block draw(const Layout& layout, Size canvas, int people)
{
    const auto arrangement =
        layout.arrange(canvas, exampleSources(layout, people), {.gap = 0, .padding = 0});
    const Size size = drawingSize(canvas);
    std::istringstream text(characterDrawing(arrangement, canvas, size.width, size.height));
    Block block{size.width, {}};
    for (std::string line; std::getline(text, line);)
        block.lines.push_back(line);
    return block;
}

/// Puts them beside each other; the last one needs no width.
std::string join(const std::vector<Block>& blocks)
{
    std::size_t height = 0;
    for (const auto& block : blocks)
        height = std::max(height, block.lines.size());
    std::string text;
    for (std::size_t row = 0; row < height; ++row) {
        std::string line;
        int end = 0;
        for (const auto& block : blocks) {
            const std::string part = row < block.lines.size() ? block.lines[row] : std::string();
            line += part.empty() ? part : std::string(std::size_t(end - widthOf(line)), ' ') + part;
            end += block.width + 2;
        }
        text += line + "\n";
    }
    return text;
}

std::string aliasesOf(const LayoutBook::Entry& entry)
{
    return entry.aliases.empty() ? "" : fmt::format(" ({})", fmt::join(entry.aliases, ", "));
}

std::string caption(const Layout& layout, int people, std::size_t hidden)
{
    const auto sources = exampleSources(layout, people);
    const auto screens =
        std::count_if(sources.begin(), sources.end(), [](auto& source) { return source.screen; });
    const auto others = people - screens;
    auto text = fmt::format("{} {}", others, others == 1 ? "person" : "people");
    if (screens)
        text = (screens == 1 ? "a screen" : fmt::format("{} screens", screens))
            + (others ? ", " + text : "");
    return hidden ? fmt::format("{}, {} hidden", text, hidden) : text;
}

/// Words in lines of at most `width`.
std::vector<std::string> wrap(const std::string& text, int width)
{
    std::vector<std::string> lines(1);
    std::istringstream words(text);
    for (std::string word; words >> word;) {
        if (!lines.back().empty() && widthOf(lines.back()) + 1 + widthOf(word) > width)
            lines.emplace_back();
        lines.back() += (lines.back().empty() ? "" : " ") + word;
    }
    return lines;
}

Block describe(const LayoutBook::Entry& entry, int drawn, int width)
{
    Block block{width, {entry.layout->name() + aliasesOf(entry), ""}};
    const auto purpose = wrap(entry.purpose, width);
    block.lines.insert(block.lines.end(), purpose.begin(), purpose.end());
    block.lines.push_back("");
    const auto most = entry.layout->capacity();
    block.lines.push_back(most == 1 ? "shows 1" : fmt::format("shows up to {}", most));
    block.lines.push_back(fmt::format("drawn: {}", caption(*entry.layout, drawn, 0)));
    return block;
}

const LayoutBook::Entry& entryOf(const LayoutBook& book, const Layout& layout)
{
    return *std::find_if(book.entries().begin(), book.entries().end(),
                         [&](auto& entry) { return entry.layout.get() == &layout; });
}

} // namespace

std::vector<LayoutSource> exampleSources(const Layout& layout, int people)
{
    std::vector<LayoutSource> sources(static_cast<std::size_t>(people));
    sources[0].screen = layout.name().starts_with("presentation");
    const auto* custom = dynamic_cast<const CustomLayout*>(&layout);
    if (!custom)
        return sources;
    const auto& cells = custom->variantFor(sources.size()).cells;
    for (std::size_t i = 0; i < std::min(cells.size(), sources.size()); ++i)
        sources[i] = {.screen = cells[i].role == CustomCell::Role::Content,
                      .pinned = cells[i].role == CustomCell::Role::Pinned,
                      .user = cells[i].user};
    return sources;
}

std::string layoutList(const LayoutBook& book, Size canvas, int people)
{
    std::string text;
    for (const auto& entry : book.entries()) {
        const int count = people ? people : int(entry.people);
        const Block drawing = draw(*entry.layout, canvas, count);
        const int room = std::max(kPageWidth - drawing.width - 2, 24);
        text += join({drawing, describe(entry, count, room)}) + "\n";
    }
    return text;
}

std::string layoutSheet(const LayoutBook& book, const Layout& layout, Size canvas,
                        const std::vector<int>& people)
{
    const auto& entry = entryOf(book, layout);
    std::string text = fmt::format("{}{}: {}\n", layout.name(), aliasesOf(entry), entry.purpose);
    const auto perLine =
        std::size_t(std::max(1, (kPageWidth + 2) / (drawingSize(canvas).width + 2)));
    for (std::size_t i = 0; i < people.size(); i += perLine) {
        std::vector<Block> blocks;
        for (std::size_t j = i; j < std::min(i + perLine, people.size()); ++j) {
            Block block = draw(layout, canvas, people[j]);
            const auto sources = exampleSources(layout, people[j]);
            const auto hidden = layout.arrange(canvas, sources, {}).hidden;
            block.lines.insert(block.lines.begin(), caption(layout, people[j], hidden));
            blocks.push_back(std::move(block));
        }
        text += "\n" + join(blocks);
    }
    return text;
}

} // namespace confab::layout
