// SPDX-License-Identifier: Apache-2.0
#include "media/ice/ice.hpp"

#include "base/gst/gst_ref.hpp"
#include "config/ice_url.hpp"
#include "media/ice/local_addresses.hpp"

namespace confab::media {

namespace {

constexpr int kMaxTurnUrls = 4; // libnice takes 8 servers, and a URL without a transport is two

// webrtcbin knows one STUN server: the first of ours. libnice 0.1.21 has no TLS (its TURN_TLS is
// bare TCP outside of Microsoft's and Google's old dialects): only browsers use "turns:".
void addServers(GstElement* webrtcbin, const std::vector<config::IceServer>& servers)
{
    bool hasStun = false;
    int turnUrls = 0;
    for (const auto& server : servers)
        for (const auto& text : server.urls) {
            const auto url = config::parseIceUrl(text);
            if (!url)
                continue;
            const auto uri = url->forGst(server.username, server.credential);
            gboolean taken = FALSE;
            if (url->scheme == "stun" && !std::exchange(hasStun, true))
                g_object_set(webrtcbin, "stun-server", uri.c_str(), nullptr);
            else if (url->scheme == "turn" && turnUrls++ < kMaxTurnUrls)
                g_signal_emit_by_name(webrtcbin, "add-turn-server", uri.c_str(), &taken);
        }
}

// webrtcbin's agent (1.22) nominates a pair when no better one can succeed any more: through a TURN
// server that is two seconds later than media could flow, the time in which the check of a blocked
// address fails. In the other mode the first pair that works carries the media until a better one
// does, which browsers take as well. libnice lets only the agent's construction choose, and that is
// webrtcbin's; so its setter is called directly. Before the first stream nobody has read the mode.
void nominateAtOnce(GObject* agent)
{
    auto* spec = g_object_class_find_property(G_OBJECT_GET_CLASS(agent), "nomination-mode");
    GValue mode = G_VALUE_INIT;
    g_value_init(&mode, G_PARAM_SPEC_VALUE_TYPE(spec));
    const auto* aggressive =
        g_enum_get_value_by_nick(G_PARAM_SPEC_ENUM(spec)->enum_class, "aggressive");
    g_value_set_enum(&mode, aggressive->value);
    G_OBJECT_CLASS(g_type_class_peek(spec->owner_type))
        ->set_property(agent, spec->param_id, &mode, spec);
    g_value_unset(&mode);
}

} // namespace

void configureIce(GstElement* webrtcbin, const config::IceConfig& config)
{
    addServers(webrtcbin, config.servers);
    GRef<GObject> agent, nice;
    g_object_get(webrtcbin, "ice-agent", agent.out(), nullptr);
    g_object_get(agent.get(), "agent", nice.out(), nullptr);
    // By default libnice (0.1.21) asks the router to open ports, with an HTTP server for each
    // session, and gathers TCP candidates.
    g_object_set(nice.get(), "upnp", FALSE, "ice-tcp", gboolean(config.tcp), nullptr);
    nominateAtOnce(nice.get());
    if (config.portMin)
        g_object_set(agent.get(), "min-rtp-port", guint(config.portMin), "max-rtp-port",
                     guint(config.portMax), nullptr);
    const auto addresses =
        config.addresses.empty() ? bestLocalAddresses(localAddresses()) : config.addresses;
    for (const auto& address : addresses) {
        gboolean taken = FALSE;
        g_signal_emit_by_name(agent.get(), "add-local-ip-address", address.c_str(), &taken);
    }
}

} // namespace confab::media
