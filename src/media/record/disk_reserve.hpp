// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

#include <string>

namespace confab::media {

/// A recording never fills the disk: the rest of the machine needs some of it. Errc::Unavailable,
/// and what to do, once less than `reserveMb` is free where the folder is. If the folder cannot be
/// asked, that is no reason to stop.
Status checkReserve(const std::string& folder, int reserveMb);

} // namespace confab::media
