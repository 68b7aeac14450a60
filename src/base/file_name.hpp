// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace confab {

/// One or more of A-Z a-z 0-9 _ . - and no dot first: cannot leave a folder, whatever it says.
bool isPlainFileName(std::string_view name);

} // namespace confab
