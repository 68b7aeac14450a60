// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/gobject.hpp"

#include <gio/gio.h>

#include <functional>
#include <string>

namespace confab::front {

/// A stream from which `request` can be read, and then the end; what is written goes to `base`.
/// SoupServer 3.2 keeps no connection that came in by another door than its own, and closes it when
/// it has answered; those of its own that the browser closes it never frees. So what it closes is
/// this stream: `isKept` says then whether `base` stays open for whoever goes on with it; else it
/// is closed. `base` must be pollable, and its close must not block. `isKept` is called once, on
/// the closer's thread, inside the close.
GRef<GIOStream> requestStream(GRef<GIOStream> base, const std::string& request,
                              std::function<bool()> isKept);

} // namespace confab::front
