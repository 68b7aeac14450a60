// SPDX-License-Identifier: Apache-2.0
#include "media/ice/announcement.hpp"
#include "media/ice/candidate.hpp"
#include "media/ice/local_addresses.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace confab::media {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;

const std::string kPrivate = "candidate:1 1 UDP 2015363327 10.0.0.5 40000 typ host";
const std::string kPublic = "candidate:1 1 UDP 2015363327 203.0.113.9 40000 typ host";
const std::string kPrivateV6 = "candidate:2 1 UDP 2015363000 fd00::5 40001 typ host";

Announcement announcing(std::vector<std::string> addresses, bool keepsLocal = false)
{
    config::IceConfig config;
    config.announce = std::move(addresses);
    config.announceLocal = keepsLocal;
    return Announcement(config);
}

TEST(Announcement, ReplacesAPrivateAddressAndKeepsItsPort)
{
    EXPECT_THAT(announcing({"203.0.113.7"}).of(kPrivate),
                ElementsAre("candidate:1 1 UDP 2015363327 203.0.113.7 40000 typ host"));
}

TEST(Announcement, KeepsThePrivateOneWhenAskedTo)
{
    EXPECT_THAT(announcing({"203.0.113.7"}, true).of(kPrivate),
                ElementsAre("candidate:1 1 UDP 2015363327 203.0.113.7 40000 typ host",
                            "candidate:1 1 UDP 2015363326 10.0.0.5 40000 typ host"));
}

TEST(Announcement, SeveralOfAFamilyAreAllTold)
{
    EXPECT_THAT(announcing({"203.0.113.7", "2001:db8::7", "203.0.113.8"}).of(kPrivate),
                ElementsAre("candidate:1 1 UDP 2015363327 203.0.113.7 40000 typ host",
                            "candidate:1 1 UDP 2015363326 203.0.113.8 40000 typ host"));
}

TEST(Announcement, AFamilyWithoutOneKeepsItsOwn)
{
    EXPECT_THAT(announcing({"203.0.113.7"}).of(kPrivateV6), ElementsAre(kPrivateV6));
    EXPECT_THAT(announcing({"2001:db8::7"}).of(kPrivateV6),
                ElementsAre("candidate:2 1 UDP 2015363000 2001:db8::7 40001 typ host"));
    EXPECT_THAT(announcing({}).of(kPrivate), ElementsAre(kPrivate));
}

TEST(Announcement, APublicAddressIsToldAsWell)
{
    EXPECT_THAT(announcing({"203.0.113.7"}).of(kPublic), SizeIs(2));
    EXPECT_THAT(announcing({"203.0.113.9"}).of(kPublic), ElementsAre(kPublic)) << "it is the same";
}

TEST(Announcement, OtherKindsStayAsTheyAre)
{
    const auto announcement = announcing({"203.0.113.7", "2001:db8::7"});
    for (const std::string text :
         {"", "candidate:1 1 UDP 2015363327 127.0.0.1 40000 typ host",
          "candidate:3 1 UDP 1677721855 198.51.100.1 40000 typ srflx raddr 10.0.0.5 rport 40000",
          "candidate:4 1 UDP 503316991 198.51.100.2 50000 typ relay raddr 10.0.0.5 rport 40000"})
        EXPECT_THAT(announcement.of(text), ElementsAre(text));
}

TEST(Announcement, OnlyTcpThatListensIsTold)
{
    const std::string tcp = "candidate:5 1 TCP 1015021823 10.0.0.5 ";
    const auto announcement = announcing({"203.0.113.7"});
    EXPECT_THAT(announcement.of(tcp + "9 typ host tcptype active"), IsEmpty());
    EXPECT_THAT(announcement.of(tcp + "40002 typ host tcptype passive"),
                ElementsAre("candidate:5 1 TCP 1015021823 203.0.113.7 40002 typ host tcptype "
                            "passive"));
}

TEST(Candidate, OnlyNumericAddressesOfMachinesAreTried)
{
    const auto isTried = [](const std::string& address) {
        return isUsableCandidate("candidate:1 1 udp 1 " + address + " 5000 typ host");
    };
    for (const char* address : {"127.0.0.1", "10.0.0.1", "2001:db8::1", "fe80::1"})
        EXPECT_TRUE(isTried(address)) << address;
    for (const char* address : {"5f3c.local", "5f3c.LOCAL", "example.org", "localhost", "0.0.0.0",
                                "::", "224.0.0.1", "ff02::1", "1.2.3", ""})
        EXPECT_FALSE(isTried(address)) << address;
}

TEST(Candidate, NobodyConnectsToAnActiveOne)
{
    const std::string tcp = "candidate:1 1 tcp 1 10.0.0.1 9 typ host tcptype ";
    EXPECT_FALSE(isUsableCandidate(tcp + "active"));
    EXPECT_TRUE(isUsableCandidate(tcp + "passive"));
    EXPECT_FALSE(isUsableCandidate(tcp + "passive tcptype active")) << "the last one counts";
    EXPECT_FALSE(parseCandidate(tcp + "so htcptype active")->isActive());
}

// For libnice, which reads C strings, the text ends there.
TEST(Candidate, OneWithInvisibleCharactersIsNone)
{
    using namespace std::string_literals;
    const std::string tcp = "candidate:1 1 TCP 1 10.0.0.1 9 typ host x";
    for (const auto& between : {"\0"s, "\n"s, "\t"s, "\x7f"s, "\xc3\xa4"s})
        EXPECT_FALSE(isUsableCandidate(tcp + between + " tcptype passive"));
    EXPECT_TRUE(isUsableCandidate(tcp + " y tcptype passive"));
}

TEST(Candidate, WhatIsNoneIsNotTried)
{
    for (const char* text :
         {"", "candidate:", "candidate:x y z", "candidate:1 1 UDP 1 10.0.0.1 0 typ host",
          "candidate:1 1 UDP 1 10.0.0.1 70000 typ host", "candidate:1 1 UDP x 10.0.0.1 9 typ host",
          "candidate:1 1 UDP 99999999999 10.0.0.1 9 typ host", "candidate:1 1 UDP 1 10.0.0.1 9",
          "x 1 UDP 1 10.0.0.1 9 typ host"})
        EXPECT_FALSE(isUsableCandidate(text)) << text;
}

// libnice 0.1.21 compares the null pointer that it has in place of the tcptype.
TEST(Candidate, WhatLibniceCannotReadIsNotTried)
{
    for (const char* text :
         {"candidate:1 1 TCP 1 10.0.0.1 9 typ host",
          "candidate:1 1 tcp 1 10.0.0.1 9 typ host tcptype",
          "candidate:1 1 TCP 1 10.0.0.1 9 typ host tcptype x",
          "candidate:1 1 SCTP 1 10.0.0.1 9 typ host", "candidate:1 1 UDP 1 10.0.0.1 9 typ x",
          "candidate:1 1 UDP 1 10.0.0.1 9 typ ", "candidate:1 2 UDP 1 10.0.0.1 9 typ host",
          "candidate:1 x UDP 1 10.0.0.1 9 typ host", "candidate:1  UDP 1 10.0.0.1 9 typ host"})
        EXPECT_FALSE(isUsableCandidate(text)) << text;
    EXPECT_TRUE(isUsableCandidate("candidate:1 1 UDP 1 10.0.0.1 9 typ srflx raddr 0.0.0.0 rport 0 "
                                  "generation 0 ufrag x network-cost 999"));
}

TEST(Candidate, TheEndIsToldAFewTimes)
{
    RemoteCandidates candidates("c1");
    for (int i = 0; i < RemoteCandidates::kMaxEnds; ++i)
        EXPECT_TRUE(candidates.admitsEnd());
    EXPECT_FALSE(candidates.admitsEnd());
    EXPECT_TRUE(candidates.admits(kPublic)) << "another count";
}

TEST(Candidate, TheFirst32ThatCanBeUsedAreTaken)
{
    RemoteCandidates candidates("c1");
    for (int i = 0; i < 100; ++i)
        EXPECT_FALSE(candidates.admits("candidate:1 1 UDP 1 x.local 9 typ host"));
    for (int i = 0; i < 32; ++i)
        EXPECT_TRUE(candidates.admits(kPublic)) << i;
    EXPECT_FALSE(candidates.admits(kPublic));
}

LocalAddress at(const char* interface, const std::string& address)
{
    return {*parseInetAddress(address), interface};
}

TEST(LocalAddresses, PublicOnesComeFirst)
{
    EXPECT_THAT(bestLocalAddresses({at("lo", "127.0.0.1"), at("eth0", "10.0.0.5"),
                                    at("eth1", "203.0.113.9"), at("eth0", "fd00::5")}),
                ElementsAre("203.0.113.9", "10.0.0.5", "fd00::5"));
}

TEST(LocalAddresses, ContainersAndLinksCountOnlyWhereNothingElseIs)
{
    const auto docker = at("docker0", "172.17.0.1"), link = at("eth0", "fe80::5");
    EXPECT_THAT(bestLocalAddresses({docker, link, at("eth0", "10.0.0.5")}),
                ElementsAre("10.0.0.5"));
    EXPECT_THAT(bestLocalAddresses({link, docker}), ElementsAre("172.17.0.1"));
    EXPECT_THAT(bestLocalAddresses({link}), ElementsAre("fe80::5"));
    EXPECT_THAT(bestLocalAddresses({at("lo", "::1")}), IsEmpty());
}

TEST(LocalAddresses, WhatIsNotOfferedIsKnown)
{
    const auto leftOut = leftOutAddresses({at("lo", "127.0.0.1"), at("docker0", "172.17.0.1"),
                                           at("eth0", "fe80::5"), at("eth0", "10.0.0.5")});
    ASSERT_THAT(leftOut, SizeIs(2));
    EXPECT_EQ(leftOut[0].interface, "docker0");
    EXPECT_EQ(leftOut[1].address.text, "fe80::5");
}

TEST(LocalAddresses, ThereAreAtMost32)
{
    std::vector<LocalAddress> many;
    for (int i = 1; i <= 70; ++i)
        many.push_back(at("eth0", fmt::format("10.0.0.{}", i)));
    const auto best = bestLocalAddresses(many);
    EXPECT_THAT(best, SizeIs(32));
    EXPECT_THAT(best, Each(StartsWith("10.0.0.")));
}

} // namespace
} // namespace confab::media
