// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/inet_address.hpp"
#include "config/config.hpp"

#include <string>
#include <vector>

namespace confab::media {

/// What browsers are told in place of our own host candidates: `ice.announce`. Behind a NAT that
/// maps each port to the same one (a cloud's, a container's) the local address is of no use to
/// them.
///
/// Immutable; one thread.
class Announcement {
public:
    explicit Announcement(const config::IceConfig& config);

    /// The candidates to send for this one of ours, the first the preferred. A host candidate
    /// becomes one with each announced address of its family; a private local address is then left
    /// out unless the configuration keeps it. A loopback one stays as it is, and so does what has
    /// no announced address of its family, or is no host candidate. Nothing for one that nobody
    /// can connect to (TCP, active).
    std::vector<std::string> of(const std::string& candidate) const;

private:
    std::vector<InetAddress> addresses_;
    bool keepsLocal_;
};

} // namespace confab::media
