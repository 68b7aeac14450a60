// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace confab {

/// One or more of A-Z a-z 0-9 _ . - and no dot first: such a name cannot lead out of a folder.
bool isPlainFileName(std::string_view name);

} // namespace confab
