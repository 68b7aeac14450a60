// SPDX-License-Identifier: Apache-2.0
#include "layout/geometry/ratio.hpp"

#include <algorithm>

namespace confab::layout {

namespace {

std::optional<std::int64_t> readNumber(std::string_view digits)
{
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    if (digits.empty() || digits.size() > 4 || !std::all_of(digits.begin(), digits.end(), isDigit))
        return std::nullopt;
    std::int64_t number = 0;
    for (const char c : digits)
        number = number * 10 + (c - '0');
    return number;
}

} // namespace

std::optional<Ratio> Ratio::parse(std::string_view text)
{
    const auto slash = text.find('/');
    const auto over = readNumber(text.substr(0, slash));
    const auto under =
        slash == text.npos ? std::optional<std::int64_t>(1) : readNumber(text.substr(slash + 1));
    if (!over || !under || *under == 0)
        return std::nullopt;
    return Ratio{*over, *under};
}

} // namespace confab::layout
