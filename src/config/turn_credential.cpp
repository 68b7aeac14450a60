// SPDX-License-Identifier: Apache-2.0
#include "config/turn_credential.hpp"

#include "base/base64.hpp"

#include <fmt/format.h>
#include <glib.h>

#include <array>
#include <memory>

namespace confab::config {

namespace {

std::string hmacSha1(const std::string& key, const std::string& text)
{
    const std::unique_ptr<GHmac, decltype(&g_hmac_unref)> hmac(
        g_hmac_new(G_CHECKSUM_SHA1, reinterpret_cast<const guchar*>(key.data()), key.size()),
        &g_hmac_unref);
    g_hmac_update(hmac.get(), reinterpret_cast<const guchar*>(text.data()), gssize(text.size()));
    std::array<guint8, 20> digest{};
    gsize size = digest.size();
    g_hmac_get_digest(hmac.get(), digest.data(), &size);
    return {reinterpret_cast<const char*>(digest.data()), size};
}

} // namespace

std::vector<IceServer> serversFor(const IceConfig& config, const std::string& participant,
                                  std::chrono::system_clock::time_point now)
{
    const auto expiry = std::chrono::duration_cast<std::chrono::seconds>(
        (now + config.turnLifetime).time_since_epoch());
    auto servers = config.servers;
    for (auto& server : servers) {
        if (server.secret.empty())
            continue;
        server.username = fmt::format("{}:{}", expiry.count(), participant);
        server.credential = toBase64(hmacSha1(server.secret, server.username));
        server.secret.clear();
    }
    return servers;
}

} // namespace confab::config
