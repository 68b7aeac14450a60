// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/gobject.hpp"
#include "front/net/flow/stream_watch.hpp"

#include <gio/gio.h>

#include <memory>

namespace confab::front {

/// A stream that shows `watch` all that passes between `base` and whoever reads and writes it, and
/// lets it pause the reading. What the reader is not to get is thrown away, and it waits for more.
/// Both streams must be pollable; closing it closes `base`. It asks `watch` on the reader's thread,
/// whenever the reader asks for more: a reader that keeps a source for longer would miss pauses.
GRef<GIOStream> meteredStream(GRef<GIOStream> base, std::shared_ptr<StreamWatch> watch);

} // namespace confab::front
