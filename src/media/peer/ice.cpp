// SPDX-License-Identifier: Apache-2.0
#include "media/peer/ice.hpp"

#include "base/gobject.hpp"

#include <fmt/format.h>

namespace confab {

namespace {

// "turn:host:port?transport=udp" as webrtcbin wants it: "turn://user:password@host:port?…".
std::string turnUri(const std::string& url, const IceServer& server)
{
    const auto colon = url.find(':');
    const auto escape = [](const std::string& s) {
        return std::string(GCharPtr(g_uri_escape_string(s.c_str(), nullptr, FALSE)).get());
    };
    return fmt::format("{}://{}:{}@{}", url.substr(0, colon), escape(server.username),
                       escape(server.credential), url.substr(colon + 1));
}

void addServer(GstElement* webrtcbin, const IceServer& server)
{
    for (const auto& url : server.urls) {
        if (url.starts_with("stun:")) {
            const std::string uri = "stun://" + url.substr(5);
            g_object_set(webrtcbin, "stun-server", uri.c_str(), nullptr);
        } else {
            gboolean taken = FALSE;
            g_signal_emit_by_name(webrtcbin, "add-turn-server", turnUri(url, server).c_str(), &taken);
        }
    }
}

} // namespace

void configureIce(GstElement* webrtcbin, const IceConfig& config)
{
    for (const auto& server : config.servers)
        addServer(webrtcbin, server);
    GRef<GObject> agent;
    g_object_get(webrtcbin, "ice-agent", agent.out(), nullptr);
    if (config.portMin)
        g_object_set(agent.get(), "min-rtp-port", guint(config.portMin), "max-rtp-port",
                     guint(config.portMax), nullptr);
    for (const auto& address : config.addresses) {
        gboolean taken = FALSE;
        g_signal_emit_by_name(agent.get(), "add-local-ip-address", address.c_str(), &taken);
    }
}

bool isUsableCandidate(const std::string& candidate)
{
    return candidate.find(".local ") == std::string::npos;
}

} // namespace confab
