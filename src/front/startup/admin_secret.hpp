// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

#include <string>

namespace confab::front {

/// A secret in the environment (CONFAB_ADMIN_SECRET) wins over that of the file. It is taken out of
/// the environment, so that rooms do not have it. Errc::InvalidArgument: it can be guessed.
Status takeAdminSecret(std::string& setting);

/// What is to be said of an environment that has the variable, but nothing in it; empty: nothing.
/// Ask before takeAdminSecret().
std::string checkAdminSecret();

} // namespace confab::front
