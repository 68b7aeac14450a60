// SPDX-License-Identifier: Apache-2.0
#include "base/glib/inet_address.hpp"

#include <gmock/gmock.h>

namespace confab {
namespace {

Reach reachOf(const std::string& text)
{
    const auto address = parseInetAddress(text);
    EXPECT_TRUE(address) << text;
    return address ? address->reach : Reach::Nobody;
}

TEST(InetAddress, SaysFromWhereItCanBeReached)
{
    for (const char* text : {"0.0.0.0", "::", "239.1.2.3", "ff02::1", "0.1.2.3", "255.255.255.255"})
        EXPECT_EQ(reachOf(text), Reach::Nobody) << text;
    for (const char* text : {"127.0.0.1", "127.9.9.9", "::1"})
        EXPECT_EQ(reachOf(text), Reach::Loopback) << text;
    for (const char* text : {"169.254.1.1", "fe80::1"})
        EXPECT_EQ(reachOf(text), Reach::Link) << text;
    for (const char* text : {"10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1", "fd00::1"})
        EXPECT_EQ(reachOf(text), Reach::Private) << text;
    for (const char* text : {"203.0.113.7", "172.32.0.1", "100.128.0.1", "2001:db8::7"})
        EXPECT_EQ(reachOf(text), Reach::Public) << text;
}

TEST(InetAddress, KnowsItsFamily)
{
    EXPECT_TRUE(parseInetAddress("2001:db8::7")->isV6);
    EXPECT_FALSE(parseInetAddress("203.0.113.7")->isV6);
}

TEST(InetAddress, NothingElseIsOne)
{
    for (const char* text : {"", "localhost", "1.2.3", "1.2.3.4:5", "[::1]", "a.local", "1.2.3.4 "})
        EXPECT_FALSE(parseInetAddress(text)) << text;
}

} // namespace
} // namespace confab
