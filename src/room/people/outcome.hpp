// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wire/wire.hpp"

#include <variant>

namespace confab::room {

/// What somebody's wish was about as it is now, or why nothing came of it.
template <class Now> using Outcome = std::variant<Now, wire::ErrorMessage>;

} // namespace confab::room
