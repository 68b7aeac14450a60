// SPDX-License-Identifier: Apache-2.0
#include "config/ice_url.hpp"

#include <gtest/gtest.h>

namespace confab::config {
namespace {

TEST(IceUrl, BecomesWhatWebrtcbinWants)
{
    EXPECT_EQ(parseIceUrl("stun:stun.example:3478")->forGst("", ""), "stun://stun.example:3478");
    EXPECT_EQ(parseIceUrl("turn:turn.example:3478?transport=udp")->forGst("1:b", "p@w"),
              "turn://1%3Ab:p%40w@turn.example:3478?transport=udp");
    EXPECT_EQ(parseIceUrl("turn:[2001:db8::1]?transport=tcp")->forGst("u", "p"),
              "turn://u:p@[2001:db8::1]?transport=tcp");
    for (const char* url : {"http://x", "turn:", "turn", "stun:[]"})
        EXPECT_FALSE(parseIceUrl(url)) << url;
}

TEST(IceUrl, KeepsPortAndTransportWithAnotherHost)
{
    EXPECT_EQ(parseIceUrl("turn:turn.example:443?transport=tcp")->withHost("192.0.2.1"),
              "turn:192.0.2.1:443?transport=tcp");
    EXPECT_EQ(parseIceUrl("stun:stun.example")->withHost("2001:db8::1"), "stun:[2001:db8::1]");
    EXPECT_EQ(parseIceUrl("stun:[2001:db8::1]:3478")->host, "2001:db8::1");
}

// A browser throws at the first that is wrong, and then there is no call.
TEST(IceUrl, WhatABrowserRefusesIsNone)
{
    for (const char* url : {"stun://stun.example",
                            "stun:stun.example:",
                            "stun:stun.example:0",
                            "stun:stun.example:65536",
                            "stun:stun.example:x",
                            "stun:stun.example:3478:1",
                            "stun:stun.example?transport=udp",
                            "stun:stun example",
                            "stun:user@stun.example",
                            "stun:2001:db8::1",
                            "stun:[nonsense]",
                            "stun:[2001:db8::1",
                            "stun:[2001:db8::1]3478",
                            "turn:turn.example?transport=sctp",
                            "turn:turn.example?transport=",
                            "turn:turn.example?x=1",
                            "turn:turn.example:3478/path",
                            "TURN:turn.example",
                            "turn:-",
                            "turn:..",
                            ""})
        EXPECT_FALSE(parseIceUrl(url)) << url;
    for (const char* url : {"stun:a", "stun:192.0.2.1:1", "turns:turn.example:65535?transport=tcp",
                            "turn:[::1]:3478?transport=udp", "turn:turn_1.example-2.org"})
        EXPECT_TRUE(parseIceUrl(url)) << url;
}

} // namespace
} // namespace confab::config
