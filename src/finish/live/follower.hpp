// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "finish/work/media_work.hpp"

#include <string>

namespace confab::finish {

/// Makes HLS of a recording while it is captured, from its beginning on. Returns when it is over,
/// with the length of what was streamed. If it was killed, the next one begins again. Needs the
/// journal.
Result<Seconds> followRecording(const FinishWork& work, const std::string& id);

} // namespace confab::finish
