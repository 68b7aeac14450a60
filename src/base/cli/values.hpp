// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

#include <map>
#include <string>

/// What a value on the command line may be, for CLI11: with an error that says what is wanted, in
/// place of CLI11's own ("Check blue value in {colour->0,...} FAILED").
namespace confab::cli {

/// For CLI::Option::check().
CLI::Validator wholeNumber(int min, int max);
CLI::Validator number(double min, double max);

/// The words of a list: "webm or mp4", "colour, flash or moving".
std::string listOfWords(const std::vector<std::string>& words);

/// One of the words, whatever it stands for. For CLI::Option::transform(), which then gets the text
/// of the value as CLI11 reads it.
template <class Value> CLI::Validator oneOf(const std::map<std::string, Value>& words)
{
    std::vector<std::string> names;
    for (const auto& [name, value] : words)
        names.push_back(name);
    return {[words, names](std::string& text) {
                const auto known = words.find(text);
                if (known == words.end())
                    return "must be " + listOfWords(names) + ", not \"" + text + '"';
                text = CLI::detail::value_string(known->second);
                return std::string();
            },
            "{" + CLI::detail::join(names, ",") + "}"};
}

} // namespace confab::cli
