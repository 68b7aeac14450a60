// SPDX-License-Identifier: Apache-2.0
#include "base/glib/network_place.hpp"

#include <gtest/gtest.h>

namespace confab {
namespace {

GRef<GInetAddress> address(const char* text)
{
    return GRef<GInetAddress>::adopt(g_inet_address_new_from_string(text));
}

std::string placeOf(const char* text)
{
    return confab::placeOf(address(text).get());
}

TEST(NetworkPlaceTest, AnAddressOfIpv4IsAPlaceAndOfIpv6ItsNetwork)
{
    EXPECT_EQ(placeOf("192.0.2.1"), "192.0.2.1");
    EXPECT_EQ(placeOf("2001:db8:0:1::1"), "2001:db8:0:1::/64");
    EXPECT_EQ(placeOf("2001:db8:0:1:ffff::9"), placeOf("2001:db8:0:1::1"));
    EXPECT_NE(placeOf("2001:db8:0:2::1"), placeOf("2001:db8:0:1::1"));
    EXPECT_EQ(placeOf("::1"), "::1");
}

TEST(NetworkPlaceTest, Ipv4InsideIpv6IsNotOnePlaceForAll)
{
    EXPECT_EQ(placeOf("::ffff:192.0.2.1"), "192.0.2.1");
    EXPECT_EQ(placeOf("::ffff:192.0.2.2"), "192.0.2.2");
}

TEST(NetworkPlaceTest, BlocksAreAddressesAndNetworks)
{
    const auto blocks = AddressBlocks::parse({"192.0.2.1", "10.0.0.0/8", "fd00::/8"});
    ASSERT_TRUE(blocks);
    for (const char* text : {"192.0.2.1", "10.9.9.9", "fd12::1", "::ffff:10.1.1.1"})
        EXPECT_TRUE(blocks->contain(address(text).get())) << text;
    for (const char* text : {"192.0.2.2", "11.0.0.1", "fe80::1", "::1"})
        EXPECT_FALSE(blocks->contain(address(text).get())) << text;
}

TEST(NetworkPlaceTest, WhatIsNeitherIsRefused)
{
    for (const char* text :
         {"", "proxy.example", "10.0.0.0/33", "10.0.0.1/8", "10.0.0.0/-1", "10.0.0.0/8 "})
        EXPECT_FALSE(AddressBlocks::parse({text})) << text;
    EXPECT_TRUE(AddressBlocks::parse({})->isEmpty());
}

} // namespace
} // namespace confab
