// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

namespace confab::config {

/// The address of a STUN or TURN server, as RFC 7064 and 7065 have it:
/// "turn:host:port?transport=udp". Plain value.
struct IceUrl {
    std::string scheme; ///< "stun", "turn" or "turns"
    std::string host; ///< a name or a numeric address, without brackets
    std::string rest; ///< ":3478?transport=udp"; may be empty

    /// What webrtcbin wants: "stun://host:port", "turn://user:password@host:port?transport=udp".
    std::string forGst(const std::string& user, const std::string& password) const;
    /// The URL, with that host in place of its own.
    std::string withHost(const std::string& other) const;
};

/// Nothing if it is none: a browser would not take it, and without it no call. The schemes are
/// written small.
std::optional<IceUrl> parseIceUrl(const std::string& url);

} // namespace confab::config
