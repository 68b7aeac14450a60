// SPDX-License-Identifier: Apache-2.0
#include "media/codec/codecs.hpp"
#include "media/ice/candidate.hpp"
#include "media/ice/server_addresses.hpp"
#include "media/peer/peer.hpp"

#include "support/loop_fixture.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <cstdlib>
#include <sched.h>
#include <unistd.h>

namespace confab::media {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::SizeIs;

/// The candidates of a real session.
class CandidatesTest : public test::LoopFixture {
protected:
    std::vector<Candidate> gather(const config::IceConfig& ice, std::size_t wanted)
    {
        std::vector<Candidate> candidates;
        std::string failed;
        auto peer = Peer::create(
            loop_, time_, texts_,
            {.name = "s1", .kind = room::PeerKind::Screen, .picture = pictureCodec(), .ice = ice},
            {.offer = [](std::string) {},
             .candidate =
                 [&](unsigned, std::string text) {
                     if (auto candidate = parseCandidate(text))
                         candidates.push_back(*std::move(candidate));
                 },
             .connected = {},
             .pictureStarted = {},
             .keyframeWanted = {},
             .arrived = {},
             .failed = [&](std::string, std::string why) { failed = why; }});
        EXPECT_TRUE(peer) << peer.error().message;
        runUntil([&] { return candidates.size() >= wanted || !failed.empty(); }, 10s);
        runUntil([] { return false; }, 200ms); // no more will come
        EXPECT_EQ(failed, "");
        return candidates;
    }

    PipelineTexts texts_{""};
    TimeBase time_;
};

constexpr const char* kNeeds = "needs root, a network namespace and iproute2";

/// Moves this thread, and those that it will start, into a network of its own.
bool enterNetworkWith(int addresses)
{
    if (geteuid() != 0 || unshare(CLONE_NEWNET) != 0)
        return false;
    std::string commands = "ip link set lo up && ip link add eth0 type veth peer name eth1"
                           " && ip link set eth0 up && ip link set eth1 up";
    for (int i = 1; i <= addresses; ++i)
        commands += fmt::format(" && ip addr add 10.9.0.{}/24 dev eth0", i);
    return std::system(commands.c_str()) == 0;
}

TEST_F(CandidatesTest, ByTcpOnlyWhenAskedToAndWithinThePorts)
{
    config::IceConfig ice{.portMin = 41800, .portMax = 41899, .addresses = {"127.0.0.1"}};
    EXPECT_THAT(gather(ice, 1), SizeIs(1));
    ice.tcp = true;
    const auto both = gather(ice, 2);
    ASSERT_THAT(both, SizeIs(2));
    EXPECT_FALSE(both[0].isTcp());
    EXPECT_TRUE(both[1].isTcp());
    EXPECT_THAT(both[1].tail, testing::HasSubstr("tcptype passive"));
    for (const auto& candidate : both)
        EXPECT_TRUE(candidate.port >= 41800 && candidate.port <= 41899) << candidate.text();
}

// Neither of them answers: 192.0.2.0/24 belongs to nobody.
TEST_F(CandidatesTest, ServersThatAreGoneHoldNobodyUp)
{
    config::IceConfig ice{.addresses = {"127.0.0.1"}};
    ice.servers = {
        {.urls = {"stun:192.0.2.1:3478", "turns:192.0.2.1:5349"}},
        {.urls = {"turn:192.0.2.1:3478?transport=udp"}, .username = "1:p1", .credential = "c"}};
    const auto began = std::chrono::steady_clock::now();
    EXPECT_THAT(gather(ice, 1), SizeIs(1));
    EXPECT_LT(std::chrono::steady_clock::now() - began, 2s);
}

TEST_F(CandidatesTest, NamesOfServersAreLookedUpInTheBackground)
{
    const std::vector<config::IceServer> servers{
        {.urls = {"stun:localhost:3478", "turn:no-such-host.invalid", "stun:[2001:db8::1]:3478"}}};
    const ServerAddresses addresses(loop_, servers);
    const auto known = [&] { return addresses.in(servers)[0].urls; };
    EXPECT_THAT(known(), ElementsAre("stun:[2001:db8::1]:3478")) << "nobody waits for it";
    EXPECT_TRUE(runUntil([&] { return known().front() == "stun:127.0.0.1:3478"; }))
        << known().front();
}

// These leave the network of the machine: they are the last.

TEST_F(CandidatesTest, AnAnnouncedAddressStandsInPlaceOfAPrivateOne)
{
    if (!enterNetworkWith(1))
        GTEST_SKIP() << kNeeds;
    const auto told = gather({.announce = {"203.0.113.7"}}, 1);
    ASSERT_THAT(told, SizeIs(1));
    EXPECT_EQ(told[0].address, "203.0.113.7");
    EXPECT_GT(told[0].port, 1023u);
}

// libnice 0.1.21 aborts at the 64th: see nice_interfaces_get_local_ips() in local_addresses.cpp.
TEST_F(CandidatesTest, AMachineWithEightyAddressesOffersItsBest)
{
    if (!enterNetworkWith(80))
        GTEST_SKIP() << kNeeds;
    const auto all = gather({}, 32);
    EXPECT_THAT(all, SizeIs(32));
    const auto loopback = gather({.addresses = {"127.0.0.1"}}, 1);
    ASSERT_THAT(loopback, SizeIs(1));
    EXPECT_EQ(loopback[0].address, "127.0.0.1");
    const auto last = gather({.addresses = {"10.9.0.80"}}, 1);
    ASSERT_THAT(last, SizeIs(1));
    EXPECT_EQ(last[0].address, "10.9.0.80");
}

} // namespace
} // namespace confab::media
