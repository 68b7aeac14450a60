// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <pango/pango.h>

namespace confab::media {

/// The Debian package whose fonts probably have the first character that a laid out text has no
/// glyph for.
const char* packageFor(PangoLayout* layout);

} // namespace confab::media
