// SPDX-License-Identifier: Apache-2.0
#include "config/section.hpp"

#include "base/nearest_name.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace confab::config {

const toml::node* Section::find(const char* key)
{
    known_.emplace_back(key);
    return table_.get(key);
}

std::string Section::where(const char* key) const
{
    return name_.empty() ? key : name_ + "." + key;
}

void Section::reject(const char* key, const std::string& why)
{
    if (error_)
        return;
    const toml::node* node = table_.get(key);
    const auto line = node ? node->source().begin.line : table_.source().begin.line;
    error_ = Error{Errc::InvalidArgument, fmt::format("line {}: {} {}", line, where(key), why)};
}

void Section::read(const char* key, std::string& value)
{
    if (const auto* node = find(key)) {
        if (const auto text = node->value_exact<std::string>())
            value = *text;
        else
            reject(key, "must be a text in quotes");
    }
}

void Section::read(const char* key, bool& value)
{
    if (const auto* node = find(key)) {
        if (const auto flag = node->value_exact<bool>())
            value = *flag;
        else
            reject(key, "must be true or false");
    }
}

void Section::read(const char* key, std::vector<std::string>& value)
{
    const auto* node = find(key);
    if (!node)
        return;
    const auto* array = node->as_array();
    if (!array || !std::all_of(array->begin(), array->end(), [](auto& n) { return n.is_string(); }))
        return reject(key, "must be a list of texts, [\"...\"]");
    value.clear();
    for (const auto& item : *array)
        value.push_back(item.value_or(std::string()));
}

void Section::read(const char* key, int& value, int min, int max)
{
    const auto* node = find(key);
    if (!node)
        return;
    const auto number = node->value_exact<std::int64_t>();
    if (!number || *number < min || *number > max)
        return reject(key, fmt::format("must be a whole number from {} to {}", min, max));
    value = static_cast<int>(*number);
}

const toml::table* Section::table(const char* key)
{
    const auto* node = find(key);
    if (node && !node->is_table())
        reject(key, fmt::format("must be a section, [{}]", where(key)));
    return node ? node->as_table() : nullptr;
}

std::vector<const toml::table*> Section::tables(const char* key)
{
    std::vector<const toml::table*> found;
    const auto* node = find(key);
    if (!node)
        return found;
    const auto* array = node->as_array();
    if (!array
        || !std::all_of(array->begin(), array->end(), [](auto& n) { return n.is_table(); })) {
        reject(key, fmt::format("must be sections, [[{}]]", where(key)));
        return found;
    }
    for (const auto& item : *array)
        found.push_back(item.as_table());
    return found;
}

std::optional<Error> Section::finish()
{
    for (const auto& [key, node] : table_) {
        if (std::find(known_.begin(), known_.end(), key.str()) == known_.end()) {
            const std::string name(key.str());
            error_.reset(); // what is missing may be this one, misspelt
            reject(name.c_str(), "is not a setting" + didYouMean(name, known_));
            break;
        }
    }
    return error_;
}

} // namespace confab::config
