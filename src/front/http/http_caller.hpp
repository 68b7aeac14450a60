// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "front/access/access.hpp"

#include <libsoup/soup.h>

/// Access in terms of HTTP. Loop thread.
namespace confab::front::http {

/// The other end of the connection, maybe a proxy. Borrowed; null: unknown.
GInetAddress* peerOf(SoupServerMessage* message);

/// What the request tells of the one who makes it.
Caller callerOf(SoupServerMessage* message);

/// The whole answer.
void reply(SoupServerMessage* message, const Refusal& refusal);

} // namespace confab::front::http
