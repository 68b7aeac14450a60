// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace confab::fuzz {

/// One reader of what outsiders say, with what must be true of all that it reads.
struct Target {
    const char* name;
    void (*run)(std::string_view input);
};

/// All of them: each is a file of the folder targets.
std::span<const Target> targets();
/// Null: there is none of that name.
const Target* targetNamed(std::string_view name);

/// Ends the process if it is not true, so that whoever made the input keeps it.
void must(bool isTrue, const char* what);

} // namespace confab::fuzz
