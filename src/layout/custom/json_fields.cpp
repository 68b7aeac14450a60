// SPDX-License-Identifier: Apache-2.0
#include "layout/custom/json_fields.hpp"

#include "base/nearest_name.hpp"

#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>

#include <algorithm>

namespace confab::layout {

namespace {

using nlohmann::json;

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

/// `position` counts the characters that were read, the wrong one among them.
Error brokenAt(std::string_view text, std::size_t position)
{
    const auto before = text.substr(0, position > 0 ? position - 1 : 0);
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const auto lineStart = before.rfind('\n') == before.npos ? 0 : before.rfind('\n') + 1;
    return {
        Errc::InvalidArgument,
        fmt::format("line {}, column {}: this is not JSON", line, before.size() - lineStart + 1)};
}

} // namespace

Result<json> parseJsonText(std::string_view text)
{
    json value = json::parse(text, nullptr, false);
    if (!value.is_discarded())
        return value;
    ErrorFinder finder;
    json::sax_parse(text, &finder);
    return brokenAt(text, finder.position);
}

std::string inQuotes(const std::string& text)
{
    std::size_t length = std::min(text.size(), std::size_t(64));
    while (length < text.size() && (text[length] & 0xC0) == 0x80) // not inside a character
        --length;
    std::string clean = text.substr(0, length) + (length < text.size() ? "…" : "");
    std::replace_if(
        clean.begin(), clean.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; }, '?');
    return fmt::format("\"{}\"", clean);
}

JsonFields::JsonFields(const json& object, std::string where)
    : object_(object), where_(std::move(where))
{
    if (!object_.is_object())
        reject("must be an object, {…}");
}

void JsonFields::reject(const std::string& problem)
{
    if (!error_)
        error_ = Error{Errc::InvalidArgument, fmt::format("{}: {}", where_, problem)};
}

const json* JsonFields::find(const char* key, Need need)
{
    known_.emplace_back(key);
    if (error_)
        return nullptr;
    const auto found = object_.find(key);
    if (found != object_.end())
        return &*found;
    if (need == Need::Required)
        reject(fmt::format("\"{}\" is missing", key));
    return nullptr;
}

void JsonFields::read(const char* key, Need need, std::string& text)
{
    const json* value = find(key, need);
    if (value && value->is_string())
        text = value->get_ref<const std::string&>();
    else if (value)
        reject(fmt::format("\"{}\" must be a text in quotes", key));
}

void JsonFields::read(const char* key, Need need, int& number, int min, int max)
{
    const json* value = find(key, need);
    if (!value)
        return;
    // an unsigned one above the range of int64 would come out negative
    const bool fits = value->is_number_integer()
        && (!value->is_number_unsigned() || value->get<std::uint64_t>() <= std::uint64_t(max));
    const auto wide = fits ? value->get<std::int64_t>() : std::int64_t(min) - 1;
    if (wide < min || wide > max)
        return reject(fmt::format("\"{}\" must be a whole number from {} to {}", key, min, max));
    number = static_cast<int>(wide);
}

void JsonFields::read(const char* key, Need need, bool& flag)
{
    const json* value = find(key, need);
    if (value && value->is_boolean())
        flag = value->get<bool>();
    else if (value)
        reject(fmt::format("\"{}\" must be true or false", key));
}

const json* JsonFields::list(const char* key, Need need, std::size_t most)
{
    const json* value = find(key, need);
    if (!value)
        return nullptr;
    if (!value->is_array() || value->empty())
        reject(fmt::format("\"{}\" must be a list with something in it", key));
    else if (value->size() > most)
        reject(fmt::format("\"{}\" has {} entries; {} is the most", key, value->size(), most));
    else
        return value;
    return nullptr;
}

void JsonFields::choose(const char* key, const std::vector<std::string>& names, std::size_t& index)
{
    std::string name = names[index];
    read(key, Need::Optional, name);
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end())
        return reject(fmt::format("\"{}\" is {}, and can be {}{}", key, inQuotes(name),
                                  fmt::join(names, ", "), didYouMean(name, names)));
    index = std::size_t(found - names.begin());
}

std::optional<Error> JsonFields::finish()
{
    if (error_)
        return error_;
    for (const auto& [key, value] : object_.items())
        if (std::find(known_.begin(), known_.end(), key) == known_.end())
            reject(fmt::format("{} is no key here{}", inQuotes(key), didYouMean(key, known_)));
    return error_;
}

} // namespace confab::layout
