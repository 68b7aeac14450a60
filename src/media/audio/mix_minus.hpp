// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace confab::media {

/// Registers the element "mixminus": audiomixer's own base class with one more output per input.
///
/// Pads: `sink_%u` (request; only those below 32 can be left out), `src` (the sum of all inputs),
/// `minus_%u` (comes with its sink: the sum without that input), `kept` (the sum without the inputs
/// whose bits are set in the property `left-out`, from the next block on). Same timestamps on all;
/// F32LE interleaved, one rate and channel count. Everything is pushed from the aggregator's one
/// thread, so N+2 encoders behind it need no queue. Cost: N additions and N subtractions a sample.
/// Call once, after gst_init(). False if it failed.
bool registerMixMinus();

} // namespace confab::media
