// SPDX-License-Identifier: Apache-2.0
#include "layout/layouts_command.hpp"

#include "base/cli/values.hpp"
#include "base/json/json.hpp"
#include "base/size_text.hpp"
#include "layout/custom/custom_layout.hpp"
#include "layout/layout_gallery.hpp"
#include "layout/layout_list.hpp"

#include <nlohmann/json.hpp>

#include <cstdio>
#include <iostream>

namespace confab::layout {

namespace {

struct LayoutsOptions {
    std::string layout; ///< name or file; empty: all
    std::string canvas = "1280x720";
    int people = 0; ///< 0: several
    bool json = false;
};

int complain(const std::string& problem)
{
    std::cerr << "confab layouts: " << problem << "\n";
    return 1;
}

Result<Size> parseCanvas(const std::string& text)
{
    const auto canvas = parseEvenSize(text);
    if (!canvas || std::min(canvas->width, canvas->height) < 64
        || std::max(canvas->width, canvas->height) > 3840)
        return Error{Errc::InvalidArgument, "--canvas is like 1280x720: even numbers, 64 to 3840"};
    return Size{canvas->width, canvas->height};
}

bool isFileName(const std::string& text)
{
    return text.find('/') != text.npos || text.ends_with(".json");
}

/// A count for each variant, so that each is seen once.
std::vector<int> countsOf(const Layout& layout)
{
    const auto* custom = dynamic_cast<const CustomLayout*>(&layout);
    if (!custom)
        return {1, 2, 3, 5, 9};
    std::vector<int> counts;
    for (const auto& variant : custom->spec().variants)
        counts.push_back(variant.max);
    return counts;
}

int runCommand(const LayoutsOptions& o)
{
    const auto canvas = parseCanvas(o.canvas);
    if (!canvas)
        return complain(canvas.error().message);
    LayoutBook book;
    if (o.json) {
        std::cout << toJsonText(layoutsAsJson(book), 2) << "\n";
        return 0;
    }
    if (o.layout.empty()) {
        std::cout << layoutList(book, *canvas, o.people);
        return 0;
    }
    const auto layout = isFileName(o.layout) ? book.addFile(o.layout) : book.find(o.layout);
    if (!layout)
        return complain(layout.error().message);
    const auto counts = o.people ? std::vector<int>{o.people} : countsOf(**layout);
    std::cout << layoutSheet(book, **layout, *canvas, counts);
    return 0;
}

} // namespace

void addLayoutsCommand(CLI::App& app, int& status)
{
    auto o = std::make_shared<LayoutsOptions>();
    CLI::App* layouts =
        app.add_subcommand("layouts", "Draw the layouts of the mixed picture; check custom ones");
    layouts->add_option("layout", o->layout,
                        "Show one layout at 1, 2, 3, 5 and 9 people. Give its name, an alias, or "
                        "the file of a custom layout (with / or .json in it); a file is checked");
    layouts->add_option("--people", o->people, "Show it with this many people instead")
        ->check(cli::wholeNumber(1, 100));
    layouts->add_option("--canvas", o->canvas, "Size of the picture")->capture_default_str();
    layouts->add_flag("--json", o->json, "List the names for a program");
    layouts->footer(
        "In the drawings, 1 is the person in focus (in presentations the shared screen), and dots\n"
        "are empty canvas. Exit status: 0, or 1 with the reason on stderr.\n\n"
        "  confab layouts\n"
        "  confab layouts sidebar --canvas 720x1280\n"
        "  confab layouts grid --people 7\n"
        "  confab layouts interview.json");
    layouts->callback([o, &status] { status = runCommand(*o); });
}

} // namespace confab::layout
