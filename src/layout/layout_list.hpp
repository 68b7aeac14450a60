// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "layout/book/layout_book.hpp"

#include <nlohmann/json_fwd.hpp>

namespace confab::layout {

/// The layouts for programs, as doc/api.md has them: `[{"name", "aliases", "capacity", "purpose",
/// "focus", "cells"}]`.
nlohmann::json layoutsAsJson(const LayoutBook& book);

} // namespace confab::layout
