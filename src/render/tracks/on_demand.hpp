// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/gst/gst_ref.hpp"

#include <functional>

namespace confab::render {

/// Gives an appsrc one sample whenever it has none; a null one ends its stream. `next` belongs to
/// the element from now on, and runs on its streaming thread.
void feedOnDemand(GstElement* appsrc, std::function<GRef<GstSample>()> next);

/// A sample of a buffer, which is given a time and a length (nanoseconds; -1: none).
GRef<GstSample> timedSample(GRef<GstBuffer> buffer, GstCaps* caps, gint64 at, gint64 duration);

} // namespace confab::render
