// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace confab {

/// Of this program, as meson.build has it: "1.2.3". Any thread.
extern const char* const kVersion;

} // namespace confab
