// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/flow/pipeline_texts.hpp"

namespace confab::media {

/// Builds, and throws away, the parts that are first needed when somebody joins, so that a missing
/// plugin is reported when the room starts. Errc::Media names it.
Status checkPipelines(const PipelineTexts& texts);

} // namespace confab::media
