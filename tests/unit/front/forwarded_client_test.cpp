// SPDX-License-Identifier: Apache-2.0
#include "front/net/forwarded_client.hpp"

#include <gtest/gtest.h>

namespace confab::front {
namespace {

std::string clientOf(const char* peer, const std::string& forwardedFor,
                     const std::string& forwarded = {})
{
    const auto address = GRef<GInetAddress>::adopt(g_inet_address_new_from_string(peer));
    const auto proxies = AddressBlocks::parse({"127.0.0.0/8", "::1", "10.0.0.0/8"});
    const auto client = forwardedClient(address.get(), *proxies, forwardedFor, forwarded);
    const GCharPtr text(g_inet_address_to_string(client.get()));
    return text.get();
}

TEST(ForwardedClientTest, IsTheLastThatIsNoProxy)
{
    EXPECT_EQ(clientOf("127.0.0.1", "192.0.2.1"), "192.0.2.1");
    EXPECT_EQ(clientOf("127.0.0.1", "198.51.100.1, 192.0.2.1"), "192.0.2.1");
    EXPECT_EQ(clientOf("127.0.0.1", "198.51.100.1,192.0.2.1, 10.1.1.1,10.2.2.2"), "192.0.2.1");
    EXPECT_EQ(clientOf("::ffff:127.0.0.1", "192.0.2.1"), "192.0.2.1");
}

TEST(ForwardedClientTest, OthersThanProxiesAreNotBelieved)
{
    EXPECT_EQ(clientOf("198.51.100.7", "192.0.2.1"), "198.51.100.7");
    EXPECT_EQ(clientOf("198.51.100.7", "192.0.2.1, 10.0.0.1", "for=192.0.2.1"), "198.51.100.7");
}

TEST(ForwardedClientTest, AProxyThatNamesNobodyIsTheClient)
{
    EXPECT_EQ(clientOf("127.0.0.1", ""), "127.0.0.1");
    EXPECT_EQ(clientOf("127.0.0.1", "10.0.0.5"), "10.0.0.5");
    EXPECT_EQ(clientOf("127.0.0.1", "192.0.2.1, unknown"), "127.0.0.1");
    EXPECT_EQ(clientOf("127.0.0.1", "192.0.2.1, junk, 10.0.0.5"), "10.0.0.5");
    EXPECT_EQ(clientOf("127.0.0.1", ",,,"), "127.0.0.1");
}

TEST(ForwardedClientTest, PortsAndBracketsAreTakenOff)
{
    EXPECT_EQ(clientOf("127.0.0.1", "192.0.2.1:4711"), "192.0.2.1");
    EXPECT_EQ(clientOf("127.0.0.1", "2001:db8::7"), "2001:db8::7");
    EXPECT_EQ(clientOf("127.0.0.1", "[2001:db8::7]:4711"), "2001:db8::7");
}

TEST(ForwardedClientTest, ForwardedCountsWhereTheOtherIsMissing)
{
    EXPECT_EQ(clientOf("127.0.0.1", "", "for=198.51.100.1, for=192.0.2.1;proto=https"),
              "192.0.2.1");
    EXPECT_EQ(clientOf("127.0.0.1", "", R"(proto=https;for="[2001:db8::7]:4711")"), "2001:db8::7");
    EXPECT_EQ(clientOf("127.0.0.1", "", "for=_hidden"), "127.0.0.1");
    EXPECT_EQ(clientOf("127.0.0.1", "192.0.2.1", "for=192.0.2.9"), "192.0.2.1");
}

} // namespace
} // namespace confab::front
