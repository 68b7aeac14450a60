// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/loop.hpp"
#include "config/config.hpp"

#include <string>
#include <vector>

namespace confab::media {

/// Makes one of each thing that rooms of this configuration are made of, and throws it away: all
/// chains of elements, a view, a mix, the fonts and the images. What is wrong, a line each, with
/// the Debian package or the setting that mends it; nothing: all is there.
///
/// Thread: the control thread.
std::vector<std::string> faultsOfMedia(const Loop& loop, const config::Config& config);

} // namespace confab::media
