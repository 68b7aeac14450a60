// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>

namespace confab {

// JSON to text and back. All of the program parses here: each file that does it by itself takes
// a second more to compile. Nothing throws; any thread.

/// Limit (per message): levels of lists and objects in each other; of files, too. Above it: it
/// counts as no JSON. At it: 32 kB of stack, because copies and texts are made by recursion.
constexpr int kMaxJsonLevels = 64;

/// What is no JSON gives a value that is neither an object nor a list, and is_discarded(). So does
/// what is nested too deeply.
nlohmann::json parseJson(std::string_view text);

/// Where that text is broken: "line 2, column 7: this is not JSON".
Error brokenJson(std::string_view text);

/// On one line, or on several with that many spaces. Invalid UTF-8 is replaced.
std::string toJsonText(const nlohmann::json& value, int indent = -1);

} // namespace confab
