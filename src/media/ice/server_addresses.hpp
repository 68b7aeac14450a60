// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/loop.hpp"
#include "config/config.hpp"

#include <map>
#include <string>
#include <vector>

namespace confab::media {

/// The addresses of the STUN and TURN servers. Their names are looked up in the background, at the
/// start and once a minute: a session never waits for a name server. What does not resolve any more
/// keeps the addresses that it had.
///
/// Thread: the control thread.
class ServerAddresses {
public:
    ServerAddresses(const Loop& loop, const std::vector<config::IceServer>& servers);

    /// `servers` with numeric addresses in place of names: the first of each family. Without those
    /// whose names are not known (yet).
    std::vector<config::IceServer> in(std::vector<config::IceServer> servers) const;

private:
    void lookUp();

    const Loop loop_;
    std::map<std::string, std::vector<std::string>> addresses_; // by name
    Timer again_;
    Lifetime lifetime_;
};

} // namespace confab::media
