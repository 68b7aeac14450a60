// SPDX-License-Identifier: Apache-2.0
#include "front/net/forwarded_client.hpp"

#include "base/glib/loopback.hpp"

#include <libsoup/soup.h>

#include <vector>

namespace confab::front {

namespace {

using List = std::unique_ptr<GSList, FreeWith<soup_header_free_list>>;
using Table = std::unique_ptr<GHashTable, FreeWith<soup_header_free_param_list>>;

std::vector<std::string> listOf(const std::string& header)
{
    std::vector<std::string> words;
    const List list(soup_header_parse_list(header.c_str()));
    for (auto* entry = list.get(); entry; entry = entry->next)
        words.emplace_back(static_cast<const char*>(entry->data));
    return words;
}

/// for= of `for="[2001:db8::1]:1234";proto=https`.
std::string forOf(const std::string& element)
{
    const Table pairs(soup_header_parse_semi_param_list(element.c_str()));
    const auto* value = static_cast<const char*>(g_hash_table_lookup(pairs.get(), "for"));
    return value ? value : "";
}

std::vector<std::string> chainOf(const std::string& forwardedFor, const std::string& forwarded)
{
    if (!forwardedFor.empty())
        return listOf(forwardedFor);
    auto chain = listOf(forwarded);
    for (auto& element : chain)
        element = forOf(element);
    return chain;
}

/// Some proxies write a port behind it. Null: "unknown", or made up.
GRef<GInetAddress> addressOf(const std::string& word)
{
    auto plain = GRef<GInetAddress>::adopt(g_inet_address_new_from_string(word.c_str()));
    if (plain)
        return plain;
    const std::string host(withoutPort(word));
    return GRef<GInetAddress>::adopt(g_inet_address_new_from_string(host.c_str()));
}

} // namespace

GRef<GInetAddress> forwardedClient(GInetAddress* peer, const AddressBlocks& proxies,
                                   const std::string& forwardedFor, const std::string& forwarded)
{
    auto client = plainAddress(peer);
    if (!proxies.contain(peer))
        return client;
    auto chain = chainOf(forwardedFor, forwarded);
    for (; proxies.contain(client.get()) && !chain.empty(); chain.pop_back()) {
        const auto before = addressOf(chain.back());
        if (!before)
            break;
        client = plainAddress(before.get());
    }
    return client;
}

} // namespace confab::front
