// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/flow/pipeline_texts.hpp"

namespace confab::media {

/// Builds each chain of a room and throws it away: a missing plugin is reported when the room
/// starts (Errc::Media names it), and all plugins are loaded before the process is confined. No
/// thread is left running.
Status checkPipelines(const PipelineTexts& texts);

} // namespace confab::media
