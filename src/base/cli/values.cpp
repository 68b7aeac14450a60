// SPDX-License-Identifier: Apache-2.0
#include "base/cli/values.hpp"

#include <fmt/format.h>

#include <charconv>
#include <optional>

namespace confab::cli {

namespace {

/// Nothing unless all of the text is one ("nan" is none).
template <class Number> std::optional<Number> numberIn(const std::string& text)
{
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool isWhole = error == std::errc() && end == text.data() + text.size();
    return isWhole && value == value ? std::optional(value) : std::nullopt;
}

template <class Number> CLI::Validator within(Number min, Number max, const char* what)
{
    return {[=](std::string& text) {
                const auto value = numberIn<Number>(text);
                return value && *value >= min && *value <= max
                    ? std::string()
                    : fmt::format("must be a {} from {} to {}, not \"{}\"", what, min, max, text);
            },
            fmt::format("[{} - {}]", min, max)};
}

} // namespace

CLI::Validator wholeNumber(int min, int max)
{
    return within<int>(min, max, "whole number");
}

CLI::Validator number(double min, double max)
{
    return within<double>(min, max, "number");
}

std::string listOfWords(const std::vector<std::string>& words)
{
    if (words.size() < 2)
        return words.empty() ? "" : words.front();
    const std::vector<std::string> first(words.begin(), words.end() - 1);
    return fmt::format("{} or {}", fmt::join(first, ", "), words.back());
}

} // namespace confab::cli
