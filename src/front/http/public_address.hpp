// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace confab::front {

/// Under which address a browser reached us; behind a proxy that is not where the proxy reached us.
struct PublicAddress {
    std::string host; ///< as in the Host header; empty: unknown
    std::string prefix; ///< what the proxy has taken off the front of the path: "/sub", or empty

    bool operator==(const PublicAddress&) const = default;
};

/// The request headers that tell it; null: not there.
struct AddressHeaders {
    const char* host = nullptr;
    const char* forwarded = nullptr; ///< RFC 7239
    const char* forwardedHost = nullptr; ///< X-Forwarded-Host
    const char* forwardedPrefix = nullptr; ///< X-Forwarded-Prefix
};

/// The page of a room as a person would write it, without a scheme: "call.example/sub/r/demo".
/// Empty if the host is unknown.
std::string callAddress(const PublicAddress& address, const std::string& room);

/// Anybody can send the headers that a proxy sends: they count only if `behindProxy`. A prefix that
/// is not a plain path is ignored.
PublicAddress publicAddress(const AddressHeaders& headers, bool behindProxy);

} // namespace confab::front
