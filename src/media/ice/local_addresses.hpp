// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/inet_address.hpp"

#include <string>
#include <vector>

namespace confab::media {

/// An address of one of this machine's interfaces. Plain value.
struct LocalAddress {
    InetAddress address;
    std::string interface; ///< "eth0"
};

/// Limit (per session): addresses of this machine. Above it: the best are offered. At it: 32
/// sockets, and pairs with each of the other side's 32.
constexpr std::size_t kMaxLocalAddresses = 32;

/// The best of them for ICE, at most kMaxLocalAddresses: public ones first, then private ones, each
/// in the given order. Without loopback. Those of a container host's own bridges and pairs
/// (docker0, br-..., veth...) and link-local ones only if there is nothing better.
std::vector<std::string> bestLocalAddresses(const std::vector<LocalAddress>& all);

/// Those of them that a machine has beside the best, without loopback: what ICE does without.
std::vector<LocalAddress> leftOutAddresses(const std::vector<LocalAddress>& all);

/// The addresses of all interfaces that are up. Any thread.
std::vector<LocalAddress> localAddresses();

} // namespace confab::media
