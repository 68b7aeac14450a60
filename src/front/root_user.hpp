// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

#include <string>

namespace confab::front {

/// For a server that was started as root: what to do instead, one line for the log. "" for others.
std::string rootWarning();

/// A room of a server that runs as root has none of root's capabilities, so it writes where root is
/// the owner, and nowhere else. Errc::Unavailable if it could not write in `folder`, an existing
/// one; for other users and without the sandbox never.
Status checkOwnerForRoot(const std::string& folder);

} // namespace confab::front
