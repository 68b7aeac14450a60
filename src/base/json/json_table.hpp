// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

/// Structs to JSON objects and back, by one table a struct for both ways:
///
///     template <> struct JsonTable<Gone> {
///         static constexpr const char* kType = "gone"; // only of a message
///         static constexpr auto kFields =
///             std::tuple(field("participant", &Gone::participant), mayField("clean",
///             &Gone::clean));
///     };
///
/// Unknown fields are ignored. No function throws; any thread. Include it in .cpp files alone:
/// what it brings along is slow to compile.
namespace confab {

template <class Struct, class Value> struct JsonField {
    const char* key;
    Value Struct::*member;
    bool isRequired;
};

template <class Struct, class Value>
constexpr JsonField<Struct, Value> field(const char* key, Value Struct::*member)
{
    return {key, member, true};
}

/// May be missing: then the member keeps its default.
template <class Struct, class Value>
constexpr JsonField<Struct, Value> mayField(const char* key, Value Struct::*member)
{
    return {key, member, false};
}

template <class T> struct JsonTable; // one for each struct

template <class T>
concept HasJsonFields = requires
{
    JsonTable<T>::kFields;
};
template <class T>
concept IsJsonMessage = requires
{
    JsonTable<T>::kType;
};

/// A value as JSON: `write` makes it, `read` is false for what is not one.
template <class T> struct JsonValue;

template <> struct JsonValue<std::string> {
    static nlohmann::json write(const std::string& text) { return text; }
    static bool read(const nlohmann::json& json, std::string& text)
    {
        const auto* found = json.get_ptr<const std::string*>();
        if (found)
            text = *found;
        return found;
    }
};

template <> struct JsonValue<bool> {
    static nlohmann::json write(bool flag) { return flag; }
    static bool read(const nlohmann::json& json, bool& flag)
    {
        const auto* found = json.get_ptr<const bool*>();
        if (found)
            flag = *found;
        return found;
    }
};

template <std::signed_integral Number> struct JsonValue<Number> {
    static nlohmann::json write(Number number) { return number; }
    static bool read(const nlohmann::json& json, Number& number)
    {
        const bool fits = json.is_number_unsigned()
            ? std::in_range<Number>(json.get<std::uint64_t>())
            : json.is_number_integer() && std::in_range<Number>(json.get<std::int64_t>());
        if (fits)
            number = json.get<Number>();
        return fits;
    }
};

template <class T> struct JsonValue<std::vector<T>> {
    static nlohmann::json write(const std::vector<T>& list)
    {
        auto array = nlohmann::json::array();
        for (const auto& entry : list)
            array.push_back(JsonValue<T>::write(entry));
        return array;
    }
    static bool read(const nlohmann::json& json, std::vector<T>& list)
    {
        if (!json.is_array())
            return false;
        list = std::vector<T>(json.size());
        for (std::size_t i = 0; i < list.size(); ++i)
            if (!JsonValue<T>::read(json[i], list[i]))
                return false;
        return true;
    }
};

/// In a table alone: nothing is a field that is missing.
template <class T> struct JsonValue<std::optional<T>> {
    static bool read(const nlohmann::json& json, std::optional<T>& value)
    {
        return JsonValue<T>::read(json, value.emplace());
    }
};

template <HasJsonFields Struct> struct JsonValue<Struct> {
    static nlohmann::json write(const Struct& value)
    {
        auto object = nlohmann::json::object();
        std::apply(
            [&](const auto&... entry) { (put(object, entry.key, value.*entry.member), ...); },
            JsonTable<Struct>::kFields);
        return object;
    }
    static bool read(const nlohmann::json& json, Struct& value)
    {
        return json.is_object()
            && std::apply([&](const auto&... entry) { return (take(json, entry, value) && ...); },
                          JsonTable<Struct>::kFields);
    }

private:
    template <class Value>
    static void put(nlohmann::json& object, const char* key, const Value& value)
    {
        object[key] = JsonValue<Value>::write(value);
    }
    template <class Value>
    static void put(nlohmann::json& object, const char* key, const std::optional<Value>& value)
    {
        if (value)
            put(object, key, *value);
    }
    template <class Value>
    static bool take(const nlohmann::json& object, const JsonField<Struct, Value>& entry,
                     Struct& value)
    {
        const auto found = object.find(entry.key);
        return found == object.end() ? !entry.isRequired
                                     : JsonValue<Value>::read(*found, value.*entry.member);
    }
};

/// A message with its `type`.
template <IsJsonMessage Message> nlohmann::json writeMessage(const Message& message)
{
    auto object = JsonValue<Message>::write(message);
    object["type"] = JsonTable<Message>::kType;
    return object;
}

/// One of a variant's messages, by its `type`. Nothing for what is none of them; alternatives
/// without a type of their own are not looked for.
template <class Variant> std::optional<Variant> readMessage(const nlohmann::json& object)
{
    std::optional<Variant> result;
    const auto type = object.is_object() ? object.find("type") : object.end();
    if (type == object.end())
        return result;
    const auto tryOne = [&]<class Message>(std::type_identity<Message>) {
        if constexpr (IsJsonMessage<Message>)
            if (Message message;
                *type == JsonTable<Message>::kType && JsonValue<Message>::read(object, message))
                result = std::move(message);
    };
    [&]<class... Message>(std::type_identity<std::variant<Message...>>) {
        (tryOne(std::type_identity<Message>()), ...);
    }(std::type_identity<Variant>());
    return result;
}

} // namespace confab
