// SPDX-License-Identifier: Apache-2.0
#include "base/glib/network_place.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace confab {

namespace {

constexpr std::array<guint8, 12> kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}; // RFC 4291
constexpr std::size_t kNetwork = 8; // bytes of an address of IPv6 that are a customer's network

std::string textOf(GInetAddress* address)
{
    const GCharPtr text(g_inet_address_to_string(address));
    return text.get();
}

} // namespace

GRef<GInetAddress> plainAddress(GInetAddress* address)
{
    const auto* bytes = g_inet_address_to_bytes(address);
    if (g_inet_address_get_family(address) != G_SOCKET_FAMILY_IPV6
        || std::memcmp(bytes, kMapped.data(), kMapped.size()) != 0)
        return GRef<GInetAddress>::share(address);
    return GRef<GInetAddress>::adopt(
        g_inet_address_new_from_bytes(bytes + kMapped.size(), G_SOCKET_FAMILY_IPV4));
}

std::string placeOf(GInetAddress* address)
{
    const auto plain = plainAddress(address);
    if (g_inet_address_get_family(plain.get()) != G_SOCKET_FAMILY_IPV6
        || g_inet_address_get_is_loopback(plain.get()))
        return textOf(plain.get());
    std::array<guint8, 16> network{};
    std::copy_n(g_inet_address_to_bytes(plain.get()), kNetwork, network.begin());
    const auto first = GRef<GInetAddress>::adopt(
        g_inet_address_new_from_bytes(network.data(), G_SOCKET_FAMILY_IPV6));
    return textOf(first.get()) + "/64";
}

std::optional<AddressBlocks> AddressBlocks::parse(const std::vector<std::string>& texts)
{
    AddressBlocks list;
    for (const auto& text : texts) {
        auto block = GRef<GInetAddressMask>::adopt(
            g_inet_address_mask_new_from_string(text.c_str(), nullptr));
        if (!block)
            return std::nullopt;
        list.blocks_.push_back(std::move(block));
    }
    return list;
}

bool AddressBlocks::contain(GInetAddress* address) const
{
    const auto plain = plainAddress(address);
    return std::any_of(blocks_.begin(), blocks_.end(), [&](const auto& block) {
        return g_inet_address_mask_matches(block.get(), plain.get());
    });
}

} // namespace confab
