// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "finish/finisher.hpp"

#include <string>

namespace confab::finish {

/// What the manifest says of a recording that is finished.
Result<Finished> readFinished(const FinishWork& work, const std::string& id);

/// Makes the MP4 of a recording that was finished without one, and lists it in its manifest beside
/// the WebM, which stays. If there is nothing to do, that is not an error.
Result<Finished> makeLateMp4(const FinishWork& work, const std::string& id);

} // namespace confab::finish
