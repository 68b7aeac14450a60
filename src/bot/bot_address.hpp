// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace confab::bot {

/// Where bots go, as somebody has given it: the address of a server, or a call's link. Plain value.
struct BotAddress {
    std::string server; ///< "https://host:port", with the path of a proxy if there is one
    std::string room; ///< of the link; empty: it was none
};

/// Takes ".../r/ROOM" apart, and leaves out what comes behind a "?" or "#".
BotAddress botAddressOf(std::string url);

} // namespace confab::bot
