// SPDX-License-Identifier: Apache-2.0
#include "front/http/http_caller.hpp"

#include "front/http/http_reply.hpp"
#include "front/net/connection_gate.hpp"

#include <algorithm>

namespace confab::front::http {

namespace {

constexpr const char* kOfProxies[] = {"Forwarded",         "X-Forwarded-For", "X-Forwarded-Host",
                                      "X-Forwarded-Proto", "X-Real-IP",       "Via"};

std::string headerOf(SoupServerMessage* message, const char* name)
{
    const char* value = requestHeader(message, name);
    return value ? value : "";
}

GRef<GInetAddress> clientOf(SoupServerMessage* message)
{
    const auto visit = ConnectionGate::visitOf(soup_server_message_get_remote_address(message));
    return visit && visit->clientAddress() ? GRef<GInetAddress>::share(visit->clientAddress())
                                           : GRef<GInetAddress>();
}

} // namespace

GInetAddress* peerOf(SoupServerMessage* message)
{
    auto* address = soup_server_message_get_remote_address(message);
    return G_IS_INET_SOCKET_ADDRESS(address)
        ? g_inet_socket_address_get_address(G_INET_SOCKET_ADDRESS(address))
        : nullptr;
}

Caller callerOf(SoupServerMessage* message)
{
    auto* peer = peerOf(message);
    return {.address = peer ? GRef<GInetAddress>::share(peer) : GRef<GInetAddress>(),
            .client = clientOf(message),
            .host = headerOf(message, "Host"),
            .authorization = headerOf(message, "Authorization"),
            .fetchSite = headerOf(message, "Sec-Fetch-Site"),
            .isForwarded = std::any_of(
                std::begin(kOfProxies), std::end(kOfProxies),
                [message](const char* name) { return requestHeader(message, name) != nullptr; })};
}

void reply(SoupServerMessage* message, const Refusal& refusal)
{
    if (refusal.status == SOUP_STATUS_UNAUTHORIZED)
        setHeader(message, "WWW-Authenticate", "Bearer realm=\"confab admin\"");
    if (refusal.wait.count() > 0)
        setHeader(message, "Retry-After", std::to_string(refusal.wait.count()));
    replyProblem(message, refusal.status, refusal.code, refusal.detail);
}

} // namespace confab::front::http
