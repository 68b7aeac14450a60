// SPDX-License-Identifier: Apache-2.0
#include "media/peer/ice.hpp"

#include "base/gst/gst_ref.hpp"

#include <fmt/format.h>

namespace confab::media {

namespace {

std::string escaped(const std::string& text)
{
    return GCharPtr(g_uri_escape_string(text.c_str(), nullptr, FALSE)).get();
}

void addServer(GstElement* webrtcbin, const config::IceServer& server)
{
    for (const auto& url : server.urls) {
        const std::string uri = toGstIceUri(url, server.username, server.credential);
        gboolean taken = FALSE;
        if (uri.starts_with("stun:"))
            g_object_set(webrtcbin, "stun-server", uri.c_str(), nullptr);
        else if (!uri.empty())
            g_signal_emit_by_name(webrtcbin, "add-turn-server", uri.c_str(), &taken);
    }
}

} // namespace

std::string toGstIceUri(const std::string& url, const std::string& user,
                        const std::string& password)
{
    const auto colon = url.find(':');
    if (colon == std::string::npos)
        return {};
    const std::string scheme = url.substr(0, colon), rest = url.substr(colon + 1);
    if (scheme == "stun")
        return "stun://" + rest;
    if (scheme == "turn" || scheme == "turns")
        return fmt::format("{}://{}:{}@{}", scheme, escaped(user), escaped(password), rest);
    return {};
}

void configureIce(GstElement* webrtcbin, const config::IceConfig& config)
{
    for (const auto& server : config.servers)
        addServer(webrtcbin, server);
    GRef<GObject> agent, nice;
    g_object_get(webrtcbin, "ice-agent", agent.out(), nullptr);
    g_object_get(agent.get(), "agent", nice.out(), nullptr);
    // By default libnice (0.1.21) asks the router to open ports, with an HTTP server for each
    // session, and gathers TCP candidates; media goes by UDP, or by TURN.
    g_object_set(nice.get(), "upnp", FALSE, "ice-tcp", FALSE, nullptr);
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

} // namespace confab::media
