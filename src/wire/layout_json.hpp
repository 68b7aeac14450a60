// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json/fields.hpp"
#include "wire/wire.hpp"

/// What the wire says about layouts, to and from JSON; without the message's type.
namespace confab::wire {

Layout layoutFrom(Fields& f);
SetLayout setLayoutFrom(Fields& f);
nlohmann::json fieldsOf(const Layout& layout);
nlohmann::json fieldsOf(const SetLayout& message);

} // namespace confab::wire
