// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "base/time/wall_time.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

namespace confab::archive {

/// FieldWriter and FieldReader have the same functions, so that one function which names the fields
/// of a value both writes and reads them. Times are kept to the millisecond.
///
/// A reader takes nothing for granted: what is missing keeps the value it has, what is wrong
/// becomes harmless, and the first fault is kept for who wants to be strict.
class FieldWriter {
public:
    explicit FieldWriter(nlohmann::json& to) : to_(to) { }

    void text(const char* key, const std::string& value, std::size_t) { to_[key] = value; }
    void number(const char* key, int value, int, int) { to_[key] = value; }
    void bytes(const char* key, std::uintmax_t value) { to_[key] = value; }
    void flag(const char* key, bool value) { to_[key] = value; }
    void seconds(const char* key, Seconds value)
    {
        to_[key] = std::round(value.count() * 1000) / 1000;
    }
    void moment(const char* key, WallTime value) { to_[key] = rfc3339(value); }
    void texts(const char* key, const std::vector<std::string>& value) { to_[key] = value; }
    template <class E, std::size_t N>
    void choice(const char* key, E value, const char* const (&words)[N])
    {
        to_[key] = words[std::size_t(value)];
    }
    template <class T, class F> void object(const char* key, T value, F fields)
    {
        to_[key] = objectOf(value, fields);
    }
    template <class T, class F> void list(const char* key, const std::vector<T>& items, F fields)
    {
        auto& list = to_[key] = nlohmann::json::array();
        for (T item : items)
            list.push_back(objectOf(item, fields));
    }

private:
    template <class T, class F> static nlohmann::json objectOf(T& value, F& fields)
    {
        nlohmann::json object = nlohmann::json::object();
        FieldWriter writer(object);
        fields(writer, value);
        return object;
    }

    nlohmann::json& to_;
};

class FieldReader {
public:
    /// `where` begins the message of a fault; borrowed all.
    FieldReader(const nlohmann::json& from, std::string where, std::optional<Error>& fault)
        : from_(from), where_(std::move(where)), fault_(fault)
    {
        if (!from.is_object())
            reject("must be an object, {…}");
    }

    void reject(const std::string& problem) const
    {
        if (!fault_)
            fault_ = Error{Errc::InvalidArgument, where_ + ": " + problem};
    }
    void text(const char* key, std::string& to, std::size_t most) const
    {
        const auto* value = find(key);
        if (!value)
            return;
        const auto* text = value->get_ptr<const std::string*>();
        const bool fits = text && text->size() <= most;
        to = fits ? *text : std::string();
        if (!fits)
            reject(fmt::format("\"{}\" must be a text of at most {} bytes", key, most));
    }
    void number(const char* key, int& to, int min, int max) const
    {
        const auto* value = find(key);
        if (!value)
            return;
        const double number = value->is_number() ? value->get<double>() : double(to);
        to = int(std::clamp(number, double(min), double(max)));
        if (!value->is_number() || number != double(to))
            reject(fmt::format("\"{}\" must be a whole number from {} to {}", key, min, max));
    }
    void bytes(const char* key, std::uintmax_t& to) const
    {
        const auto* value = find(key);
        if (value && value->is_number_unsigned())
            to = value->get<std::uintmax_t>();
        else if (value)
            reject(fmt::format("\"{}\" must be a number of bytes", key));
    }
    void flag(const char* key, bool& to) const
    {
        const auto* value = find(key);
        to = value && value->is_boolean() ? value->get<bool>() : to;
        if (value && !value->is_boolean())
            reject(fmt::format("\"{}\" must be true or false", key));
    }
    void seconds(const char* key, Seconds& to) const
    {
        const auto* value = find(key);
        if (!value)
            return;
        const double number = value->is_number() ? value->get<double>() : -1;
        to = Seconds(std::clamp(number, 0.0, kMostSeconds));
        if (number != to.count())
            reject(fmt::format("\"{}\" must be seconds, 0 to {}", key, kMostSeconds));
    }
    /// What is no time is no fault, either: it is only not known.
    void moment(const char* key, WallTime& to) const
    {
        const auto* value = find(key);
        if (value && value->is_string())
            to = parseRfc3339(value->get_ref<const std::string&>()).value_or(to);
    }
    void texts(const char* key, std::vector<std::string>& to) const
    {
        const auto* value = find(key);
        for (const auto& text : value && value->is_array() ? *value : none())
            if (text.is_string())
                to.push_back(text.get<std::string>());
    }
    template <class E, std::size_t N>
    void choice(const char* key, E& to, const char* const (&words)[N]) const
    {
        const auto* value = find(key);
        if (!value)
            return;
        const auto word = std::find_if(std::begin(words), std::end(words),
                                       [&](const char* known) { return *value == known; });
        if (word == std::end(words))
            return reject(fmt::format("\"{}\" must be one of {}", key, fmt::join(words, ", ")));
        to = E(word - std::begin(words));
    }
    template <class T, class F> void object(const char* key, T& to, F fields) const
    {
        if (const auto* value = find(key)) {
            FieldReader reader(*value, key, fault_);
            fields(reader, to);
        }
    }
    template <class T, class F> void list(const char* key, std::vector<T>& to, F fields) const
    {
        const auto* value = find(key);
        if (!value)
            return;
        if (!value->is_array() || value->size() > kMostEntries)
            return reject(fmt::format("\"{}\" must be a list of at most {}", key, kMostEntries));
        for (const auto& entry : *value) {
            FieldReader reader(entry, placeOf(key, to.size() + 1), fault_);
            fields(reader, to.emplace_back());
        }
    }

private:
    static constexpr std::size_t kMostEntries = 1000000;
    static constexpr double kMostSeconds = 1e9; // 31 years; as nanoseconds it fits 63 bits

    static const nlohmann::json& none()
    {
        static const nlohmann::json kNone = nlohmann::json::array();
        return kNone;
    }
    std::string placeOf(const char* key, std::size_t n) const
    {
        const bool isWithin = where_.find(' ') != where_.npos; // "participants 1"
        return fmt::format("{}{} {}", isWithin ? where_ + ", " : "", key, n);
    }
    const nlohmann::json* find(const char* key) const
    {
        const auto found = from_.find(key);
        return from_.is_object() && found != from_.end() ? &*found : nullptr;
    }

    const nlohmann::json& from_;
    std::string where_;
    std::optional<Error>& fault_;
};

} // namespace confab::archive
