// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json/fields.hpp"
#include "wire/wire.hpp"

/// What the wire says about people and what they say, to and from JSON; without the message's type.
namespace confab::wire {

const char* nameOf(Role role);
/// Nothing: no role is called so.
std::optional<Role> roleNamed(const std::string& name);
const char* nameOf(Link link);
/// What is not known is good.
Link linkNamed(const std::string& name);

Join joinFrom(Fields& f);
StateChange stateChangeFrom(Fields& f);
Chat chatFrom(Fields& f);
SetRole setRoleFrom(Fields& f);
nlohmann::json fieldsOf(const Join& message);
nlohmann::json fieldsOf(const StateChange& message);
nlohmann::json fieldsOf(const SetRole& message);

Participant participantFrom(Fields& f);
ChatMessage chatMessageFrom(Fields& f);
/// What is no message is left out.
std::vector<ChatMessage> chatMessagesFrom(const nlohmann::json& list);
Speaker speakerFrom(Fields& f);
nlohmann::json fieldsOf(const Participant& participant);
nlohmann::json fieldsOf(const ChatMessage& message);
nlohmann::json fieldsOf(const Speaker& speaker);

} // namespace confab::wire
