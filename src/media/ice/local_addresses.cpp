// SPDX-License-Identifier: Apache-2.0
#include "media/ice/local_addresses.hpp"

#include "base/glib/gobject.hpp"

#include <ifaddrs.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>

#include <algorithm>
#include <utility>

namespace confab::media {

namespace {

std::optional<InetAddress> addressOf(const sockaddr& address)
{
    const bool isV4 = address.sa_family == AF_INET;
    if (!isV4 && address.sa_family != AF_INET6)
        return std::nullopt;
    char text[NI_MAXHOST] = "";
    const socklen_t size = isV4 ? sizeof(sockaddr_in) : sizeof(sockaddr_in6);
    if (getnameinfo(&address, size, text, sizeof text, nullptr, 0, NI_NUMERICHOST) != 0)
        return std::nullopt;
    return parseInetAddress(text);
}

/// Lower is better.
enum class Rank { Public, Private, Container, Link, None };

Rank rankOf(const LocalAddress& local)
{
    constexpr const char* kContainers[] = {"docker", "br-", "veth", "virbr", "cni", "podman"};
    const auto isIts = [&](const char* prefix) { return local.interface.starts_with(prefix); };
    switch (local.address.reach) {
    case Reach::Nobody:
    case Reach::Loopback:
        return Rank::None;
    case Reach::Link:
        return Rank::Link;
    case Reach::Private:
    case Reach::Public:
        break;
    }
    if (std::any_of(std::begin(kContainers), std::end(kContainers), isIts))
        return Rank::Container;
    return local.address.reach == Reach::Public ? Rank::Public : Rank::Private;
}

} // namespace

std::vector<std::string> bestLocalAddresses(const std::vector<LocalAddress>& all)
{
    std::vector<std::pair<Rank, std::string>> ranked;
    for (const auto& local : all)
        if (const auto rank = rankOf(local); rank != Rank::None)
            ranked.emplace_back(rank, local.address.text);
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<std::string> best;
    for (const auto& [rank, text] : ranked)
        if ((rank <= Rank::Private || rank == ranked.front().first)
            && best.size() < kMaxLocalAddresses
            && std::find(best.begin(), best.end(), text) == best.end())
            best.push_back(text);
    return best;
}

std::vector<LocalAddress> leftOutAddresses(const std::vector<LocalAddress>& all)
{
    const auto best = bestLocalAddresses(all);
    std::vector<LocalAddress> leftOut;
    for (const auto& local : all)
        if (rankOf(local) != Rank::None
            && std::find(best.begin(), best.end(), local.address.text) == best.end())
            leftOut.push_back(local);
    return leftOut;
}

std::vector<LocalAddress> localAddresses()
{
    std::vector<LocalAddress> found;
    ifaddrs* all = nullptr;
    if (getifaddrs(&all) != 0)
        return found;
    const std::unique_ptr<ifaddrs, FreeWith<freeifaddrs>> owned(all);
    constexpr unsigned kUp = IFF_UP | IFF_RUNNING;
    for (const auto* entry = all; entry; entry = entry->ifa_next)
        if (entry->ifa_addr && (entry->ifa_flags & kUp) == kUp)
            if (auto address = addressOf(*entry->ifa_addr))
                found.push_back({*std::move(address), entry->ifa_name});
    return found;
}

} // namespace confab::media

extern "C" GList* nice_interfaces_get_local_ips(gboolean include_loopback);

/// Takes the place of libnice's own function of that name, in libnice as well: it is exported from
/// our programs (meson.build). libnice 0.1.21 looks up the place of each candidate's address in
/// this list, link-local and loopback ones included, and aborts when it is the 64th or a later one
/// (nice_candidate_ice_local_preference_full), or is missing from so long a list: a loopback
/// address comes last, so on a host of 36 containers every session aborts, whatever addresses the
/// agent was given. Without a list of our own ICE binds all that are in this one.
///
/// Any thread. The caller owns the list and its texts.
extern "C" GList* nice_interfaces_get_local_ips(gboolean include_loopback)
{
    using confab::Reach;
    const auto all = confab::media::localAddresses();
    auto list = confab::media::bestLocalAddresses(all);
    for (const auto& local : all)
        if (include_loopback && local.address.reach == Reach::Loopback)
            list.push_back(local.address.text);
    GList* ips = nullptr;
    for (auto text = list.rbegin(); text != list.rend(); ++text)
        ips = g_list_prepend(ips, g_strdup(text->c_str()));
    return ips;
}
