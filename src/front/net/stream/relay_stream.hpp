// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/gobject.hpp"

#include <gio/gio.h>

#include <functional>

namespace confab::front {

/// A stream that reads from `input` and writes to `output` (null: from and to `base`), and is
/// closed by `close`, which closes `base`: at once and on the closer's thread, even if asked to do
/// it asynchronously. Both streams must be pollable, and `close` must not block.
GRef<GIOStream> relayStream(GRef<GIOStream> base, GRef<GInputStream> input,
                            GRef<GOutputStream> output,
                            std::function<bool(GIOStream* base, GError**)> close);

} // namespace confab::front
