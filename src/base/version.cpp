// SPDX-License-Identifier: Apache-2.0
#include "base/version.hpp"

namespace confab {

const char* const kVersion = CONFAB_VERSION;

} // namespace confab
