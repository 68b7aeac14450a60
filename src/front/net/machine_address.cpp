// SPDX-License-Identifier: Apache-2.0
#include "front/net/machine_address.hpp"

#include "base/glib/gobject.hpp"
#include "base/unique_fd.hpp"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>

namespace confab::front {

namespace {

std::string textOf(const sockaddr_in& address)
{
    char text[INET_ADDRSTRLEN] = "";
    inet_ntop(AF_INET, &address.sin_addr, text, sizeof text);
    return text;
}

/// IPv4 of the interfaces that are up, without loopback.
std::vector<std::string> interfaceAddresses()
{
    std::vector<std::string> addresses;
    ifaddrs* all = nullptr;
    if (getifaddrs(&all) != 0)
        return addresses;
    const std::unique_ptr<ifaddrs, FreeWith<freeifaddrs>> owned(all);
    for (const auto* entry = all; entry; entry = entry->ifa_next)
        if (entry->ifa_addr && entry->ifa_addr->sa_family == AF_INET && (entry->ifa_flags & IFF_UP)
            && !(entry->ifa_flags & IFF_LOOPBACK))
            addresses.push_back(textOf(*reinterpret_cast<const sockaddr_in*>(entry->ifa_addr)));
    return addresses;
}

bool isDnsName(const std::string& name)
{
    return !name.empty() && name.size() <= 253 && name != "localhost"
        && std::all_of(name.begin(), name.end(),
                       [](char c) { return g_ascii_isalnum(c) || c == '-' || c == '.'; });
}

} // namespace

std::vector<std::string> machineHosts()
{
    std::vector<std::string> hosts{"localhost"};
    if (const std::string name = g_get_host_name(); isDnsName(name)) {
        hosts.push_back(name);
        if (name.find('.') == name.npos)
            hosts.push_back(name + ".local"); // as mDNS has it
    }
    hosts.insert(hosts.end(), {"127.0.0.1", "::1"});
    const auto addresses = interfaceAddresses();
    hosts.insert(hosts.end(), addresses.begin(), addresses.end());
    return hosts;
}

// To "connect" a datagram socket sends nothing: it only looks up the route. 192.0.2.1 belongs to
// nobody (RFC 5737), so this finds the default route.
std::string outwardAddress()
{
    const UniqueFd socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(9);
    address.sin_addr.s_addr = htonl(0xC0000201);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    if (socket && connect(socket.get(), generic, size) == 0
        && getsockname(socket.get(), generic, &size) == 0)
        return textOf(address);
    const auto addresses = interfaceAddresses();
    return addresses.empty() ? "127.0.0.1" : addresses.front();
}

} // namespace confab::front
