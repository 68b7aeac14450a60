// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wire/wire.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>
#include <variant>

/// JSON <-> struct for the WebSocket. No function throws; any thread.
namespace confab::wire {

/// What came, or the `error` to answer with.
using ParsedClient = std::variant<ClientMessage, ErrorMessage>;

/// Checks size, form, types, names and lengths. Unknown fields are ignored.
ParsedClient parseClient(std::string_view text);
ParsedClient readClient(const nlohmann::json& object);

/// For clients: the messages that a bot acts on. Nothing for the rest and for malformed ones.
std::optional<ServerMessage> parseServer(std::string_view text);
std::optional<ServerMessage> readServer(const nlohmann::json& object);

/// Its `type`.
const char* typeOf(const ClientMessage& message);
nlohmann::json toJson(const ClientMessage& message);
nlohmann::json toJson(const ServerMessage& message);
/// As it goes to a client.
std::string textOf(const ServerMessage& message);
/// One line of JSON; invalid UTF-8 is replaced.
std::string toText(const nlohmann::json& json);

} // namespace confab::wire
