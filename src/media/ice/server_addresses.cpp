// SPDX-License-Identifier: Apache-2.0
#include "media/ice/server_addresses.hpp"

#include "base/glib/inet_address.hpp"
#include "config/ice_url.hpp"

#include <gio/gio.h>
#include <spdlog/spdlog.h>

namespace confab::media {

namespace {

constexpr std::chrono::minutes kAgain(1);

using Found = std::function<void(std::vector<std::string>)>;

/// The first of each family: IPv4, then IPv6. Frees the list.
std::vector<std::string> firstOfEach(GList* list)
{
    std::string v4, v6;
    for (const auto* item = list; item; item = item->next) {
        auto* address = G_INET_ADDRESS(item->data);
        auto& text = g_inet_address_get_family(address) == G_SOCKET_FAMILY_IPV6 ? v6 : v4;
        if (text.empty())
            text = GCharPtr(g_inet_address_to_string(address)).get();
    }
    g_resolver_free_addresses(list);
    std::vector<std::string> addresses;
    for (auto* text : {&v4, &v6})
        if (!text->empty())
            addresses.push_back(std::move(*text));
    return addresses;
}

/// In a thread of GLib's pool. `found` may be called on any thread.
void lookUpName(const std::string& name, Found found)
{
    const auto resolver = GRef<GResolver>::adopt(g_resolver_get_default());
    g_resolver_lookup_by_name_async(
        resolver.get(), name.c_str(), nullptr,
        [](GObject* source, GAsyncResult* result, gpointer data) {
            const std::unique_ptr<Found> call(static_cast<Found*>(data));
            GErrorOut error;
            (*call)(
                firstOfEach(g_resolver_lookup_by_name_finish(G_RESOLVER(source), result, error)));
        },
        new Found(std::move(found)));
}

} // namespace

ServerAddresses::ServerAddresses(const Loop& loop, const std::vector<config::IceServer>& servers)
    : loop_(loop)
{
    for (const auto& server : servers)
        for (const auto& text : server.urls)
            if (const auto url = config::parseIceUrl(text); url && !parseInetAddress(url->host))
                addresses_[url->host];
    if (addresses_.empty())
        return;
    lookUp();
    again_ = Timer::every(loop_, kAgain, [this] { lookUp(); });
}

void ServerAddresses::lookUp()
{
    for (const auto& [name, known] : addresses_)
        lookUpName(name, loop_.bind(lifetime_, [this, name](std::vector<std::string> found) {
            if (!found.empty())
                addresses_[name] = std::move(found);
            else
                spdlog::warn("the ICE server {} has no address at the moment; sessions start "
                             "without it",
                             name);
        }));
}

std::vector<config::IceServer> ServerAddresses::in(std::vector<config::IceServer> servers) const
{
    for (auto& server : servers) {
        std::vector<std::string> urls;
        for (const auto& text : server.urls) {
            const auto url = config::parseIceUrl(text);
            if (!url)
                continue;
            const auto name = addresses_.find(url->host);
            if (name == addresses_.end())
                urls.push_back(text);
            else
                for (const auto& address : name->second)
                    urls.push_back(url->withHost(address));
        }
        server.urls = std::move(urls);
    }
    return servers;
}

} // namespace confab::media
