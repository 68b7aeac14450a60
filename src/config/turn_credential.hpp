// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/config.hpp"

namespace confab::config {

/// The servers as they are told to `participant`: each that has a secret gets a username,
/// "EXPIRY:PARTICIPANT" in seconds since 1970, and a credential, base64(HMAC-SHA1(secret,
/// username)), as coturn's `use-auth-secret` wants them (draft-uberti-behave-turn-rest-00). No
/// secret is in the result. Any thread.
std::vector<IceServer> serversFor(const IceConfig& config, const std::string& participant,
                                  std::chrono::system_clock::time_point now);

} // namespace confab::config
