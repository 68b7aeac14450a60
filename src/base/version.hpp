// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace confab {

/// The version of this program, from meson.build: "1.2.3". Any thread.
extern const char* const kVersion;

} // namespace confab
