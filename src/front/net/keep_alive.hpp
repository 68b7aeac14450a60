// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/gobject.hpp"

#include <gio/gio.h>

#include <functional>

namespace confab::front {

/// A stream for one request and its answer on `base`. SoupServer 3.2 keeps no connection that came
/// in by another door than its own, and closes it when it has answered; those of its own that the
/// browser closes it never frees. So what it closes is this stream, and `base` stays open for the
/// next one: if `isKept` says so then, and nothing behind the request was read, `next` is called,
/// and else `base` is closed. `base` must be pollable, and its close must not block. Both are
/// called at most once, on the closer's thread, inside the close.
GRef<GIOStream> streamForOneRequest(GRef<GIOStream> base, std::function<bool()> isKept,
                                    std::function<void()> next);

} // namespace confab::front
