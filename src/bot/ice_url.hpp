// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace confab {

/// From the form of RFC 7064/7065 ("stun:host:port", "turn:host:port?transport=udp") to what
/// webrtcbin wants ("stun://host:port", "turn://user:password@host:port?transport=udp"). Empty for
/// what is neither.
std::string toGstIceUri(const std::string& url, const std::string& user,
                        const std::string& password);

} // namespace confab
