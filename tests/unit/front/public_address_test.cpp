// SPDX-License-Identifier: Apache-2.0
#include "front/http/host_check.hpp"
#include "front/http/public_address.hpp"

#include <gtest/gtest.h>

namespace confab::front {
namespace {

TEST(PublicAddressTest, WithoutAProxyOnlyTheHostHeaderCounts)
{
    const AddressHeaders forged{.host = "127.0.0.1:8080",
                                .forwarded = "host=evil.example",
                                .forwardedHost = "evil.example",
                                .forwardedPrefix = "/evil"};
    EXPECT_EQ(publicAddress(forged, false), (PublicAddress{"127.0.0.1:8080", ""}));
}

TEST(PublicAddressTest, AProxyIsBelieved)
{
    const AddressHeaders headers{
        .host = "127.0.0.1:8080", .forwardedHost = "call.example", .forwardedPrefix = "/sub/"};
    EXPECT_EQ(publicAddress(headers, true), (PublicAddress{"call.example", "/sub"}));
    EXPECT_EQ(publicAddress({.host = "call.example"}, true), (PublicAddress{"call.example", ""}));
}

TEST(PublicAddressTest, ForwardedWinsAndTheFirstProxyCounts)
{
    const AddressHeaders headers{
        .host = "inner",
        .forwarded = "for=192.0.2.1;host=\"call.example:8443\";proto=https, host=second",
        .forwardedHost = "other",
        .forwardedPrefix = "/a, /b"};
    EXPECT_EQ(publicAddress(headers, true), (PublicAddress{"call.example:8443", "/a"}));
}

TEST(PublicAddressTest, WhatIsNoPlainPathIsNoPrefix)
{
    const std::string tooLong = "/" + std::string(300, 'a');
    for (const char* prefix : {"sub", "//evil.example", "/a b", "/a\"b", "/<b>", "/", "",
                               "https://x", "/a?b", "/a#b", "/a\\b", tooLong.c_str()})
        EXPECT_EQ(publicAddress({.host = "x", .forwardedPrefix = prefix}, true).prefix, "")
            << prefix;
    EXPECT_EQ(publicAddress({.host = "a b<c>"}, false).host, "");
}

TEST(PublicAddressTest, AUsualPortIsNotShown)
{
    EXPECT_EQ(callAddress({"call.example:443", "/sub"}, "demo"), "call.example/sub/r/demo");
    EXPECT_EQ(callAddress({"10.0.0.2:8443", ""}, "demo"), "10.0.0.2:8443/r/demo");
    EXPECT_EQ(callAddress({"", "/sub"}, "demo"), "");
}

TEST(HostCheckTest, LoopbackHasFewNames)
{
    for (const char* host : {"localhost", "LOCALHOST:1", "127.0.0.1", "127.0.0.1:8080", "[::1]",
                             "[::1]:8080", "127.8.8.8"})
        EXPECT_TRUE(isLocalHost(host, {})) << host;
    EXPECT_TRUE(isLocalHost(nullptr, {}));
    for (const char* host : {"evil.example", "evil.example:8080", "localhost.evil.example",
                             "127.0.0.1.evil.example", "10.0.0.1", "[::1", "", "[::2]"})
        EXPECT_FALSE(isLocalHost(host, {})) << host;
}

TEST(HostCheckTest, FurtherNamesMayBeListed)
{
    EXPECT_TRUE(isLocalHost("Call.Example:8080", {"other", "call.example"}));
    EXPECT_FALSE(isLocalHost("sub.call.example", {"call.example"}));
}

} // namespace
} // namespace confab::front
