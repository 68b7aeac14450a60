// SPDX-License-Identifier: Apache-2.0
#include "base/json/json.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace confab {

namespace {

using nlohmann::json;

// Counts brackets outside of texts, before the parser has memory for each. Where the text is no
// JSON the count may be wrong, and does not matter.
bool isTooDeep(std::string_view text)
{
    int levels = 0;
    bool isInText = false;
    for (std::size_t i = 0; i < text.size() && levels <= kMaxJsonLevels; ++i) {
        const char c = text[i];
        if (c == '"')
            isInText = !isInText;
        else if (isInText)
            i += c == '\\'; // what follows it is no end
        else
            levels += (c == '[' || c == '{') - (c == ']' || c == '}');
    }
    return levels > kMaxJsonLevels;
}

/// Learns where a text is broken. The parser calls this instead of throwing.
struct ErrorFinder : nlohmann::json_sax<json> {
    std::size_t position = 0;

    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(number_integer_t) override { return true; }
    bool number_unsigned(number_unsigned_t) override { return true; }
    bool number_float(number_float_t, const string_t&) override { return true; }
    bool string(string_t&) override { return true; }
    bool binary(binary_t&) override { return true; }
    bool start_object(std::size_t) override { return true; }
    bool key(string_t&) override { return true; }
    bool end_object() override { return true; }
    bool start_array(std::size_t) override { return true; }
    bool end_array() override { return true; }
    bool parse_error(std::size_t at, const std::string&,
                     const nlohmann::detail::exception&) override
    {
        position = at;
        return false;
    }
};

} // namespace

json parseJson(std::string_view text)
{
    return isTooDeep(text) ? json(json::value_t::discarded) : json::parse(text, nullptr, false);
}

// The position counts the characters that were read, the wrong one among them.
Error brokenJson(std::string_view text)
{
    if (isTooDeep(text))
        return {Errc::InvalidArgument,
                fmt::format("this JSON is nested more than {} deep", kMaxJsonLevels)};
    ErrorFinder finder;
    json::sax_parse(text, &finder);
    const auto before = text.substr(0, finder.position > 0 ? finder.position - 1 : 0);
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const auto lineStart = before.rfind('\n') == before.npos ? 0 : before.rfind('\n') + 1;
    return {
        Errc::InvalidArgument,
        fmt::format("line {}, column {}: this is not JSON", line, before.size() - lineStart + 1)};
}

std::string toJsonText(const json& value, int indent)
{
    return value.dump(indent, ' ', false, json::error_handler_t::replace);
}

} // namespace confab
