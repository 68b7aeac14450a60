// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/config.hpp"
#include "media/ice/local_addresses.hpp"

#include <set>
#include <string>
#include <vector>

namespace confab::front {

/// What the network is judged by. Plain value.
struct NetworkFacts {
    config::Config config;
    InetAddress listen; ///< the host of `server.listen`
    std::vector<media::LocalAddress> local; ///< the addresses of this machine
    std::set<std::string> lostNames; ///< of ICE servers, those that do not resolve
};

/// One thing to say about it, with the remedy. Plain value.
struct Finding {
    enum class Level {
        Told, ///< what a browser is told, or good to know
        Warning, ///< some people cannot take part
        Fault, ///< nobody can
    };
    Level level;
    std::string text; ///< one line
};

/// The addresses that media are bound to.
std::vector<std::string> boundAddresses(const NetworkFacts& facts);

/// Everything that there is to say: first what is told, then what is wrong with it. Any thread.
std::vector<Finding> checkNetwork(const NetworkFacts& facts);

/// Of these, what is wrong with the settings of media on this machine, whoever wants to be reached.
/// And one that says which of its addresses media leave out, if nobody has chosen them.
std::vector<Finding> checkSettings(const NetworkFacts& facts);

/// The hosts in the URLs of the ICE servers that are names.
std::set<std::string> serverNames(const config::IceConfig& config);

} // namespace confab::front
