// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json/json_table.hpp"
#include "wire/layout_json.hpp"
#include "wire/people_json.hpp"
#include "wire/recording_json.hpp"
#include "wire/wire_json.hpp"

#include <string>
#include <variant>

/// The wire's structs for tables of others (base/json/json_table.hpp), as the wire reads and writes
/// them. For .cpp files alone.
namespace confab {

template <class T, T (*From)(Fields&)> struct WireValue {
    static nlohmann::json write(const T& value) { return wire::fieldsOf(value); }
    static bool read(const nlohmann::json& object, T& value)
    {
        Fields fields(object);
        value = From(fields);
        return fields.ok();
    }
};
template <>
struct JsonValue<wire::Participant> : WireValue<wire::Participant, wire::participantFrom> {
};
template <>
struct JsonValue<wire::ChatMessage> : WireValue<wire::ChatMessage, wire::chatMessageFrom> {
};
template <> struct JsonValue<wire::Recording> : WireValue<wire::Recording, wire::recordingFrom> {
};
template <> struct JsonValue<wire::Layout> : WireValue<wire::Layout, wire::layoutFrom> {
};

template <> struct JsonValue<wire::Role> {
    static nlohmann::json write(wire::Role role) { return wire::nameOf(role); }
    static bool read(const nlohmann::json& value, wire::Role& role)
    {
        const auto* name = value.get_ptr<const std::string*>();
        const auto named = name ? wire::roleNamed(*name) : std::nullopt;
        role = named.value_or(wire::Role::Guest);
        return named.has_value();
    }
};

template <> struct JsonValue<wire::ServerMessage> {
    static nlohmann::json write(const wire::ServerMessage& message)
    {
        return wire::toJson(message);
    }
    static bool read(const nlohmann::json& object, wire::ServerMessage& message)
    {
        auto parsed = wire::readServer(object);
        if (parsed)
            message = *std::move(parsed);
        return parsed.has_value();
    }
};

} // namespace confab
