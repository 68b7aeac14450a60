// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "render/pipeline/render_pipeline.hpp"
#include "render/render_progress.hpp"

namespace confab::render {

/// Runs a rendering to its end on this thread, with a loop of its own, and shows how far it is.
/// Returns how long it took. Errc::Media: it failed, or stood still; Unavailable: SIGINT or
/// SIGTERM.
Result<std::chrono::nanoseconds> runRender(const RenderPipeline::Setup& setup,
                                           RenderProgress& progress);

} // namespace confab::render
