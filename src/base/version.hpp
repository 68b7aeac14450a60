// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace confab {

/// Of this program, as meson.build has it: "0.2.0". One file is built anew when it changes.
extern const char* const kVersion;

} // namespace confab
