// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json/fields.hpp"
#include "wire/wire.hpp"

/// What the wire says about recordings, to and from JSON; without the message's type.
namespace confab::wire {

Record recordFrom(Fields& f);
Recording recordingFrom(Fields& f);
nlohmann::json fieldsOf(const Record& message);
nlohmann::json fieldsOf(const Recording& message);

} // namespace confab::wire
