// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

#include <string>

namespace confab::front {

/// Reads a certificate (with those of its issuers behind it) and its private key from PEM files,
/// which may be the same, and makes sure that they belong together. Gives one text with both. The
/// errors name --tls-cert and --tls-key.
Result<std::string> readPemPair(const std::string& certificateFile, const std::string& keyFile);

} // namespace confab::front
