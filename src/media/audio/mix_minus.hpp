// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace confab {

/// Registers the element "mixminus": audiomixer's own base class with one more output per input.
///
/// Pads: `sink_%u` (request), `src` (the sum of all inputs), `minus_%u` (comes with its sink: the
/// sum without that input, same timestamps). F32LE interleaved, one rate and channel count for all.
/// Everything is pushed from the aggregator's one thread, so N+1 encoders behind it need no queue.
/// Cost: N additions and N subtractions a sample. Call once, after gst_init(). False if it failed.
bool registerMixMinus();

} // namespace confab
