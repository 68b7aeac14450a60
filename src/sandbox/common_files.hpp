// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/landlock.hpp"

namespace confab::sandbox {

/// What any process of ours may read: libraries and their data, fonts, the processors, itself; with
/// `network` also what names are looked up with. Of /etc only what is named: the rest may be
/// secret.
Files commonFiles(bool network);

} // namespace confab::sandbox
