// SPDX-License-Identifier: Apache-2.0
#include "layout/custom/custom_layout_json.hpp"

#include "base/colour.hpp"
#include "base/json/fields.hpp"
#include "base/json/json.hpp"
#include "base/quotes.hpp"
#include "layout/custom/custom_cell_json.hpp"

#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>

#include <algorithm>

namespace confab::layout {

namespace {

using nlohmann::json;

bool overlap(const CustomCell& a, const CustomCell& b)
{
    return a.z == b.z && a.rect[0] < b.rect[0] + b.rect[2] && b.rect[0] < a.rect[0] + a.rect[2]
        && a.rect[1] < b.rect[1] + b.rect[3] && b.rect[1] < a.rect[1] + a.rect[3];
}

/// What is wrong between this cell and one before it.
std::string conflictOf(const CustomCell& cell, const std::vector<CustomCell>& before)
{
    for (const auto& other : before) {
        if (other.id == cell.id)
            return "another cell has this id";
        if (overlap(cell, other))
            return fmt::format("it overlaps cell {}; if that is meant, give it another z",
                               inQuotes(other.id));
    }
    return {};
}

Result<std::vector<CustomCell>> parseCells(const json& list, const std::string& where)
{
    std::vector<CustomCell> cells;
    for (const auto& item : list) {
        auto cell = parseCustomCell(item, where, cells.size() + 1);
        if (!cell)
            return cell.error();
        if (const auto conflict = conflictOf(*cell, cells); !conflict.empty())
            return Error{Errc::InvalidArgument, cellName(where, cell->id) + ": " + conflict};
        cells.push_back(*std::move(cell));
    }
    return cells;
}

Result<CustomVariant> parseVariant(const json& value, const std::string& where)
{
    Fields fields(value, where);
    CustomVariant variant;
    variant.max = fields.number("max", 1, int(kMaxLayoutCells));
    const json& list = fields.array("cells", kMaxLayoutCells);
    if (std::size_t(variant.max) > list.size())
        fields.reject(
            fmt::format("\"max\" is {}, but there are {} cells", variant.max, list.size()));
    if (auto error = fields.finish())
        return *error;
    auto cells = parseCells(list, where);
    if (!cells)
        return cells.error();
    variant.cells = *std::move(cells);
    return variant;
}

Result<std::vector<CustomVariant>> parseVariants(const json& list, const std::string& where)
{
    std::vector<CustomVariant> variants;
    for (const auto& item : list) {
        const auto here = fmt::format("{}, variant {}", where, variants.size() + 1);
        auto variant = parseVariant(item, here);
        if (!variant)
            return variant.error();
        for (const auto& other : variants)
            if (other.max == variant->max)
                return Error{Errc::InvalidArgument,
                             fmt::format("{}: another variant has \"max\" {}", here, other.max)};
        variants.push_back(*std::move(variant));
    }
    std::sort(variants.begin(), variants.end(), [](auto& a, auto& b) { return a.max < b.max; });
    return variants;
}

bool isLayoutName(const std::string& name)
{
    const auto fits = [](unsigned char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
            || std::string_view("_-.+").find(char(c)) != std::string_view::npos;
    };
    return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), fits);
}

std::string nameFrom(Fields& fields)
{
    auto name = fields.text("name");
    if (!isLayoutName(name))
        fields.complain("name", "1 to 64 of A-Z a-z 0-9 _ - . +");
    return name;
}

std::string backgroundFrom(Fields& fields)
{
    auto colour = fields.textOr("background", "");
    if (fields.has("background") && !parseColour(colour))
        fields.complain("background", "a colour like \"#101418\"");
    return colour;
}

/// For the reader of the file alone: cells are parts of whatever canvas there is.
void checkCanvas(Fields& fields)
{
    const auto text = fields.textOr("canvas", "16:9");
    const auto colon = text.find(':');
    const auto isPositive = [](const std::string& part) {
        const auto number = Ratio::parse(part);
        return number && number->under == 1 && number->over > 0;
    };
    if (colon == text.npos || !isPositive(text.substr(0, colon))
        || !isPositive(text.substr(colon + 1)))
        fields.complain("canvas", "a shape like \"16:9\"");
}

std::string whereIs(const json& value)
{
    if (value.is_object())
        if (const auto name = value.find("name"); name != value.end() && name->is_string())
            return "layout " + inQuotes(name->get_ref<const std::string&>());
    return "layout";
}

} // namespace

Result<std::shared_ptr<const CustomLayout>> parseCustomLayout(std::string_view text)
{
    static const std::vector<std::string> kOverflows{"count", "hide"};
    if (text.size() > kMaxLayoutBytes)
        return Error{Errc::InvalidArgument, "layout: it is longer than 64 KB"};
    const json value = parseJson(text);
    if (value.is_discarded())
        return brokenJson(text);
    Fields fields(value, whereIs(value));
    CustomLayoutSpec spec;
    spec.name = nameFrom(fields);
    checkCanvas(fields);
    const json& list = fields.array("variants", kMaxLayoutCells);
    spec.background = backgroundFrom(fields);
    spec.overflow = static_cast<Overflow>(fields.choiceOr("overflow", kOverflows, 0));
    if (auto error = fields.finish())
        return *error;
    auto variants = parseVariants(list, whereIs(value));
    if (!variants)
        return variants.error();
    spec.variants = *std::move(variants);
    return std::make_shared<const CustomLayout>(std::move(spec));
}

} // namespace confab::layout
