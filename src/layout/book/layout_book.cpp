// SPDX-License-Identifier: Apache-2.0
#include "layout/book/layout_book.hpp"

#include "base/nearest_name.hpp"
#include "layout/book/built_in_layout.hpp"
#include "layout/custom/custom_layout_json.hpp"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace confab::layout {

namespace {

namespace fs = std::filesystem;

std::string lowerCase(std::string text)
{
    for (char& c : text)
        if (c >= 'A' && c <= 'Z')
            c = char(c - 'A' + 'a');
    return text;
}

bool isCalled(const LayoutBook::Entry& entry, const std::string& lowerName)
{
    return lowerCase(entry.layout->name()) == lowerName
        || std::any_of(entry.aliases.begin(), entry.aliases.end(),
                       [&](auto& alias) { return lowerCase(alias) == lowerName; });
}

/// Reads at most one byte more than a layout may have: the parser then sees that it is too long.
Result<std::string> readStart(const std::string& path)
{
    std::error_code ec;
    if (fs::is_directory(path, ec))
        return Error{Errc::InvalidArgument, path + ": is a folder"};
    std::ifstream file(path, std::ios::binary);
    std::string text(kMaxLayoutBytes + 1, '\0');
    if (!file || file.read(text.data(), std::streamsize(text.size())).bad())
        return Error{Errc::NotFound, path + ": cannot be read"};
    text.resize(std::size_t(file.gcount()));
    return text;
}

} // namespace

LayoutBook::LayoutBook() : entries_(builtInLayouts()), builtIns_(entries_.size()) { }

const LayoutBook::Entry* LayoutBook::entry(const std::string& name) const
{
    const auto found = std::find_if(entries_.begin(), entries_.end(),
                                    [&](const Entry& e) { return isCalled(e, lowerCase(name)); });
    return found == entries_.end() ? nullptr : &*found;
}

Result<LayoutPtr> LayoutBook::find(const std::string& name) const
{
    if (const Entry* found = entry(name))
        return found->layout;
    std::vector<std::string> names, known;
    for (const Entry& e : entries_) {
        names.push_back(e.layout->name());
        known.push_back(e.layout->name());
        known.insert(known.end(), e.aliases.begin(), e.aliases.end());
    }
    const auto guess = didYouMean(name, known);
    return Error{Errc::NotFound,
                 fmt::format("there is no layout \"{}\"{} There are {}", name,
                             guess.empty() ? "." : guess, fmt::join(names, ", "))};
}

Result<LayoutBook> LayoutBook::open(const std::string& folder, const std::string& name)
{
    LayoutBook book;
    if (!folder.empty())
        if (auto status = book.addFolder(folder); !status)
            return status.error();
    if (auto layout = book.find(name); !layout)
        return layout.error();
    return book;
}

Result<LayoutPtr> LayoutBook::add(std::string_view json, const std::string& maker)
{
    auto parsed = parseCustomLayout(json);
    if (!parsed)
        return parsed.error();
    const LayoutPtr layout = *parsed;
    const auto refused = [&](const std::string& why) {
        return Error{Errc::Conflict, fmt::format("layout \"{}\": {}", layout->name(), why)};
    };
    if (const Entry* old = entry(layout->name())) {
        const auto index = old - entries_.data();
        if (std::size_t(index) < builtIns_)
            return refused("this is the name of a built-in one; take another");
        if (old->maker.empty() && !maker.empty())
            return refused("this is the name of one of this server's; take another");
        entries_.erase(entries_.begin() + index);
    } else if (const auto place = makePlace(maker); !place) {
        return refused(place.error().message);
    }
    const auto purpose = fmt::format("custom, up to {} people", layout->capacity());
    entries_.push_back({layout, {}, purpose, layout->capacity(), maker});
    return layout;
}

Status LayoutBook::makePlace(const std::string& maker)
{
    if (!maker.empty() && countOf(maker) >= kMostOfOne && !dropOldestOf(maker))
        return Error{Errc::Conflict,
                     fmt::format("all your {} custom ones are in use; give it the name of one that "
                                 "it replaces",
                                 kMostOfOne)};
    if (entries_.size() - builtIns_ >= kMostCustom && !dropOldestOf(busiestMaker()))
        return Error{Errc::Conflict,
                     fmt::format("there are {} custom ones already; give it the name of one that "
                                 "it replaces",
                                 kMostCustom)};
    return Done{};
}

std::size_t LayoutBook::countOf(const std::string& maker) const
{
    return std::size_t(std::count_if(entries_.begin(), entries_.end(),
                                     [&](const Entry& e) { return e.maker == maker; }));
}

// Who has few keeps them, however many others come and go.
std::string LayoutBook::busiestMaker() const
{
    std::string busiest;
    std::size_t most = 0;
    for (const Entry& e : entries_)
        if (const auto count = e.maker.empty() ? 0 : countOf(e.maker); count > most) {
            busiest = e.maker;
            most = count;
        }
    return busiest;
}

// One that is shown somewhere is held there, too.
bool LayoutBook::dropOldestOf(const std::string& maker)
{
    const auto oldest = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& e) {
        return !maker.empty() && e.maker == maker && e.layout.use_count() == 1;
    });
    const bool isThere = oldest != entries_.end();
    if (isThere)
        entries_.erase(oldest);
    return isThere;
}

Status LayoutBook::remove(const std::string& name)
{
    const Entry* found = entry(name);
    if (!found)
        return find(name).error();
    const auto refused = [&](const char* why) {
        return Error{Errc::Conflict, fmt::format("layout \"{}\": {}", name, why)};
    };
    const auto index = found - entries_.data();
    if (std::size_t(index) < builtIns_)
        return refused("it is built in, and stays");
    if (found->layout.use_count() > 1)
        return refused("it is shown now; change to another one first");
    entries_.erase(entries_.begin() + index);
    return Done{};
}

Result<LayoutPtr> LayoutBook::addFile(const std::string& path)
{
    const auto text = readStart(path);
    if (!text)
        return text.error();
    auto added = add(*text);
    if (!added)
        return Error{added.error().code, path + ": " + added.error().message};
    return added;
}

Status LayoutBook::addFolder(const std::string& folder)
{
    std::error_code ec;
    std::vector<std::string> files;
    for (fs::directory_iterator it(folder, ec), end; !ec && it != end; it.increment(ec))
        if (it->path().extension() == ".json")
            files.push_back(it->path().string());
    if (ec)
        return Error{Errc::NotFound, fmt::format("{}: {}", folder, ec.message())};
    std::sort(files.begin(), files.end());
    for (const auto& file : files)
        if (auto added = addFile(file); !added)
            return added.error();
    return Done{};
}

} // namespace confab::layout
