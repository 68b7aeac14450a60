// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json/fields.hpp"
#include "wire/wire.hpp"

#include <string>

/// What all messages have in common, and the message that goes both ways.
namespace confab::wire {

/// The fields as a message of that type.
nlohmann::json typed(const char* type, nlohmann::json fields);
/// Empty: it has none.
std::string typeOf(const nlohmann::json& message);
/// null for an empty text.
nlohmann::json orNull(const std::string& text);

Candidate candidateFrom(Fields& f);
nlohmann::json fieldsOf(const Candidate& candidate);

} // namespace confab::wire
