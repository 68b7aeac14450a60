// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/gobject.hpp"

#include <gio/gio.h>

#include <functional>

namespace confab::front {

/// A stream that shows `look` every byte read from `base` before the reader gets it. Once `look`
/// returns false, everything that comes is thrown away and the reader waits for more. Both streams
/// must be pollable; closing it closes `base`. `look` runs on the reader's thread and lives as long
/// as the stream.
GRef<GIOStream> meteredStream(GRef<GIOStream> base,
                              std::function<bool(const unsigned char*, std::size_t)> look);

} // namespace confab::front
