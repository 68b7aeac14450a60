// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <vector>

namespace confab {

/// Reads the fields of one JSON object and remembers the first that was wrong; ask ok() at the end.
class Fields {
public:
    explicit Fields(const nlohmann::json& object) : object_(object) { }

    std::string text(const char* key) { return take<std::string>(key, "a text", &isText); }
    bool flag(const char* key) { return take<bool>(key, "true or false", &isFlag); }
    int number(const char* key) { return int(take<long>(key, "a whole number", &isNumber)); }
    std::string textOr(const char* key, std::string other) { return has(key) ? text(key) : other; }
    /// Empty for null.
    std::string textOrNull(const char* key)
    {
        return has(key) && object_[key].is_null() ? std::string() : text(key);
    }
    bool flagOr(const char* key, bool other) { return has(key) ? flag(key) : other; }
    int numberOr(const char* key, int other) { return has(key) ? number(key) : other; }
    std::optional<bool> maybeFlag(const char* key)
    {
        return has(key) ? std::optional(flag(key)) : std::nullopt;
    }
    /// An object, or an empty one after a complaint.
    const nlohmann::json& object(const char* key)
    {
        static const nlohmann::json kEmpty = nlohmann::json::object();
        if (has(key) && object_[key].is_object())
            return object_[key];
        complain(key, "an object");
        return kEmpty;
    }
    /// The elements of an array, or none after a complaint.
    const nlohmann::json& array(const char* key)
    {
        static const nlohmann::json kEmpty = nlohmann::json::array();
        if (has(key) && object_[key].is_array())
            return object_[key];
        complain(key, "a list");
        return kEmpty;
    }

    bool has(const char* key) const { return object_.is_object() && object_.contains(key); }
    bool ok() const { return problem_.empty(); }
    const std::string& problem() const { return problem_; }
    void complain(const char* key, const std::string& what)
    {
        if (problem_.empty())
            problem_ = "\"" + std::string(key) + "\" must be " + what;
    }

private:
    static bool isText(const nlohmann::json& v) { return v.is_string(); }
    static bool isFlag(const nlohmann::json& v) { return v.is_boolean(); }
    static bool isNumber(const nlohmann::json& v)
    {
        return v.is_number_integer() && v >= -1000000000 && v <= 1000000000;
    }
    template <class T>
    T take(const char* key, const char* what, bool (*fits)(const nlohmann::json&))
    {
        if (has(key) && fits(object_[key]))
            return object_[key].get<T>();
        complain(key, what);
        return T{};
    }

    const nlohmann::json& object_;
    std::string problem_;
};

} // namespace confab
