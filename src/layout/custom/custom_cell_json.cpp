// SPDX-License-Identifier: Apache-2.0
#include "layout/custom/custom_cell_json.hpp"

#include "base/json/fields.hpp"
#include "base/quotes.hpp"

#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>

namespace confab::layout {

namespace {

using nlohmann::json;
using Role = CustomCell::Role;

constexpr Ratio kWhole{1, 1};
/// A part of the canvas. On a small canvas nothing would be left of a smaller cell.
constexpr Ratio kSmallestSide{1, 32};
constexpr const char* kRectSides[] = {"left", "top", "width", "height"};

std::string whereIs(const json& cell, const std::string& variant, std::size_t number)
{
    if (cell.is_object())
        if (const auto id = cell.find("id"); id != cell.end() && id->is_string())
            return cellName(variant, id->get_ref<const std::string&>());
    return fmt::format("{}, cell {}", variant, number);
}

std::optional<Ratio> readRatio(const json& value)
{
    if (value.is_string())
        return Ratio::parse(value.get_ref<const std::string&>());
    if (value.is_number_unsigned() && value.get<std::uint64_t>() <= 1)
        return Ratio{value.get<std::int64_t>(), 1};
    return std::nullopt;
}

/// What is wrong with a rectangle whose numbers can all be read.
std::string problemOf(const std::array<Ratio, 4>& rect)
{
    const auto& [left, top, width, height] = rect;
    if (width == Ratio{} || height == Ratio{})
        return fmt::format("its {} is zero", width == Ratio{} ? "width" : "height");
    if (left + width > kWhole)
        return "it reaches beyond the right edge: left and width are more than 1";
    if (top + height > kWhole)
        return "it reaches beyond the lower edge: top and height are more than 1";
    if (width < kSmallestSide || height < kSmallestSide)
        return "it is too small: a side is at least 1/32";
    return {};
}

void readRect(Fields& fields, CustomCell& cell)
{
    const json* rect = fields.find("rect");
    if (!rect)
        return fields.reject("\"rect\" is missing");
    if (!rect->is_array() || rect->size() != 4)
        return fields.complain("rect", "[left, top, width, height]");
    for (std::size_t i = 0; i < 4; ++i) {
        const auto side = readRatio((*rect)[i]);
        if (!side || *side > kWhole)
            return fields.reject(fmt::format(
                "the {} in \"rect\" must be a part from 0 to 1, like \"1/3\"", kRectSides[i]));
        cell.rect[i] = *side;
    }
    if (const auto problem = problemOf(cell.rect); !problem.empty())
        fields.reject(problem);
}

void readRole(Fields& fields, CustomCell& cell)
{
    static const std::vector<std::string> kRoles{"any", "speaker", "pinned", "content",
                                                 "user:NAME"};
    const auto text = fields.textOr("role", kRoles[0]);
    if (!text.starts_with("user:")) {
        cell.role = static_cast<Role>(fields.choiceOr("role", kRoles, 0));
        return;
    }
    cell.role = Role::User;
    cell.user = text.substr(5);
    if (cell.user.empty())
        fields.reject("\"role\" names nobody: write \"user:\" and a name");
}

void readId(Fields& fields, CustomCell& cell)
{
    cell.id = fields.text("id");
    if (cell.id.empty() || cell.id.size() > 64)
        fields.reject("\"id\" must have 1 to 64 characters");
}

} // namespace

std::string cellName(const std::string& variant, const std::string& id)
{
    return fmt::format("{}, cell {}", variant, inQuotes(id));
}

Result<CustomCell> parseCustomCell(const json& value, const std::string& variant,
                                   std::size_t number)
{
    static const std::vector<std::string> kFits{"auto", "crop", "fit"};
    Fields fields(value, whereIs(value, variant, number));
    CustomCell cell;
    readId(fields, cell);
    readRect(fields, cell);
    readRole(fields, cell);
    cell.fit = static_cast<Fit>(fields.choiceOr("fit", kFits, 0));
    cell.z = fields.numberOr("z", cell.z, 0, 99);
    cell.label = fields.flagOr("label", cell.label);
    if (auto error = fields.finish())
        return *error;
    return cell;
}

} // namespace confab::layout
