// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "front/net/flow/client_book.hpp"

#include <chrono>
#include <vector>

namespace confab::front {

/// How long the front waits, and for what; and how often it may be asked. The defaults are the
/// product's; tests shorten them.
struct Timing {
    using ms = std::chrono::milliseconds;

    RateBucket requests = Client{}.arrivals; ///< of each client

    /// Limit (per connection): milliseconds for a whole HTTP request, head and body, from the
    /// connection on. Above it: cut. At it: its place.
    ms request{5000};
    /// Limit (per connection): milliseconds for a further request on it, from the last answer on.
    /// Above it: cut. At it: its place.
    ms nextRequest{15000};
    /// Limit (per connection): milliseconds in which no byte passes, either way; looked at as
    /// often. Above it: cut. At it: its place.
    ms stall{60000};
    /// Limit (per connection): milliseconds from the WebSocket's opening to `join`. Above it:
    /// closed with 1008. At it: its place.
    ms join{10000};
    ms flood{5000}; ///< who sends too much for longer is not only slowed, but closed
    /// Limit (per room): milliseconds in which nobody says anything in a room of the tutorial's
    /// relay. Above it: the goodbye "idle". At it: two connections.
    ms relayIdle{600000};
    ms wsPing{5000}; ///< between pings; a browser silent for three of them is gone (whole seconds)
    ms resume{60000}; ///< a lost participant may come back in
    ms joinWait{1000}; ///< who has waited for so long to be let in is told, and again as often
    ms roomConnect{10}; ///< between attempts to reach a new room
    ms roomStart{60000}; ///< for a room's first line, from when its process was started
    ms heartbeat{1000}; ///< between looks whether a room lives, and pings to it; see LifeWatch
    ms roomEnd{5000}; ///< for a room to end by itself
    ms roomCall{5000}; ///< for a room's answer to what the API asked of it
    ms roomDescribe{1000}; ///< for a room to describe itself, before it counts as silent
    ms finishLook{30000}; ///< between looks for recordings to finish, besides those on occasion
    ms finishRetry{600000}; ///< before another attempt at one that could not be finished
    ms finishSilence{600000}; ///< a finisher that says nothing for longer is killed
    ms retention{60000}; ///< between looks for recordings to delete
    ms certificate{600000}; ///< between looks whether the certificate must be replaced
    std::vector<ms> webhook{ms(1000), ms(10000), ms(60000)}; ///< before each further attempt
    ms deaths{60000}; ///< a room with over five deaths in this is closed for as long
};

} // namespace confab::front
