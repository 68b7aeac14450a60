// SPDX-License-Identifier: Apache-2.0
#include "base/json/fields.hpp"

#include "base/nearest_name.hpp"
#include "base/quotes.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <limits>

namespace confab {

using nlohmann::json;

namespace {

constexpr int kMostNumber = 1000000000;

/// Of a whole number; what is too large for the type is its largest.
std::int64_t wide(const json& number)
{
    constexpr std::uint64_t kMost = std::numeric_limits<std::int64_t>::max();
    return number.is_number_unsigned() ? std::int64_t(std::min(number.get<std::uint64_t>(), kMost))
                                       : number.get<std::int64_t>();
}

bool isWithin(const json* value, int min, int max)
{
    return value && value->is_number_integer() && wide(*value) >= min && wide(*value) <= max;
}

} // namespace

Fields::Fields(const json& object, std::string where) : object_(object), where_(std::move(where))
{
    if (!object_.is_object())
        reject("must be an object, {…}");
}

std::string Fields::text(const char* key)
{
    const json* value = take(key, where_ ? "a text in quotes" : "a text", &json::is_string);
    return value ? value->get<std::string>() : std::string();
}

std::string Fields::textOrNull(const char* key)
{
    const json* value = find(key);
    return value && value->is_null() ? std::string() : text(key);
}

bool Fields::flag(const char* key)
{
    const json* value = take(key, "true or false", &json::is_boolean);
    return value && value->get<bool>();
}

std::optional<bool> Fields::maybeFlag(const char* key)
{
    return has(key) ? std::optional(flag(key)) : std::nullopt;
}

int Fields::number(const char* key)
{
    const json* value = find(key);
    if (isWithin(value, -kMostNumber, kMostNumber))
        return int(wide(*value));
    miss(key, value, "a whole number");
    return 0;
}

int Fields::number(const char* key, int min, int max)
{
    const json* value = find(key);
    if (isWithin(value, min, max))
        return int(wide(*value));
    miss(key, value, fmt::format("a whole number from {} to {}", min, max));
    return min;
}

long Fields::longOr(const char* key, long other)
{
    if (!has(key))
        return other;
    const json* value = take(key, "a whole number", &json::is_number_integer);
    return value ? wide(*value) : 0;
}

std::size_t Fields::choiceOr(const char* key, const std::vector<std::string>& names,
                             std::size_t other)
{
    if (!has(key))
        return other;
    const auto name = text(key);
    const auto found = std::find(names.begin(), names.end(), name);
    if (found != names.end())
        return std::size_t(found - names.begin());
    reject(fmt::format("\"{}\" is {}, and can be {}{}", key, inQuotes(name), fmt::join(names, ", "),
                       didYouMean(name, names)));
    return other;
}

const json& Fields::object(const char* key)
{
    static const json kEmpty = json::object();
    const json* value = take(key, "an object", &json::is_object);
    return value ? *value : kEmpty;
}

const json& Fields::array(const char* key)
{
    static const json kEmpty = json::array();
    const json* value = take(key, "a list", &json::is_array);
    return value ? *value : kEmpty;
}

const json& Fields::array(const char* key, std::size_t most)
{
    const json* value = find(key);
    if (!value || !value->is_array() || value->empty())
        miss(key, value, "a list with something in it");
    else if (value->size() > most)
        reject(fmt::format("\"{}\" has {} entries; {} is the most", key, value->size(), most));
    else
        return *value;
    static const json kEmpty = json::array();
    return kEmpty;
}

const json* Fields::find(const char* key)
{
    if (where_)
        known_.emplace_back(key);
    if (!object_.is_object())
        return nullptr;
    const auto found = object_.find(key);
    return found == object_.end() ? nullptr : &*found;
}

const json* Fields::take(const char* key, const char* what, bool (json::*fits)() const noexcept)
{
    const json* value = find(key);
    if (value && (value->*fits)())
        return value;
    miss(key, value, what);
    return nullptr;
}

void Fields::miss(const char* key, const json* found, const std::string& what)
{
    if (!found && where_)
        reject(fmt::format("\"{}\" is missing", key));
    else
        complain(key, what);
}

void Fields::complain(const char* key, const std::string& what)
{
    reject(fmt::format("\"{}\" must be {}", key, what));
}

void Fields::reject(const std::string& problem)
{
    if (problem_.empty())
        problem_ = where_ ? fmt::format("{}: {}", *where_, problem) : problem;
}

std::optional<Error> Fields::finish()
{
    if (ok() && where_)
        for (const auto& [key, value] : object_.items())
            if (std::find(known_.begin(), known_.end(), key) == known_.end())
                reject(fmt::format("{} is no key here{}", inQuotes(key), didYouMean(key, known_)));
    if (ok())
        return std::nullopt;
    return Error{Errc::InvalidArgument, problem_};
}

} // namespace confab
