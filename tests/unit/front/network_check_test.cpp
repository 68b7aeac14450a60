// SPDX-License-Identifier: Apache-2.0
#include "front/startup/network_check.hpp"

#include <gmock/gmock.h>

namespace confab::front {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Level = Finding::Level;

media::LocalAddress at(const char* interface, const std::string& address)
{
    return {*parseInetAddress(address), interface};
}

/// A server in a cloud: a private address of its own.
NetworkFacts cloud(const std::string& toml = "", const std::string& listen = "0.0.0.0")
{
    auto config = config::parseConfig(toml);
    EXPECT_TRUE(config) << config.error().message;
    return {.config = *config,
            .listen = *parseInetAddress(listen),
            .local = {at("lo", "127.0.0.1"), at("eth0", "10.0.0.5")},
            .lostNames = {}};
}

std::vector<std::string> texts(const NetworkFacts& facts, Level level)
{
    std::vector<std::string> found;
    for (const auto& finding : checkNetwork(facts))
        if (finding.level == level)
            found.push_back(finding.text);
    return found;
}

TEST(NetworkCheck, APrivateAddressBehindANatWantsAnAnnouncedOne)
{
    EXPECT_THAT(texts(cloud(), Level::Told), ElementsAre("10.0.0.5, any free UDP port"));
    EXPECT_THAT(texts(cloud(), Level::Warning), ElementsAre(HasSubstr("ice.announce")));
    EXPECT_THAT(texts(cloud(), Level::Fault), IsEmpty());
}

TEST(NetworkCheck, ThenAllIsWell)
{
    const auto facts = cloud("[ice]\nannounce = [\"203.0.113.7\"]\nport_min = 40000\n"
                             "port_max = 40999\ntcp = true");
    EXPECT_THAT(texts(facts, Level::Told),
                ElementsAre("203.0.113.7, UDP and TCP ports 40000 to 40999"));
    EXPECT_THAT(texts(facts, Level::Warning), IsEmpty());
}

TEST(NetworkCheck, LoopbackServesThisMachineAlone)
{
    const auto facts = cloud("", "127.0.0.1");
    EXPECT_THAT(texts(facts, Level::Told), ElementsAre("127.0.0.1, any free UDP port"));
    EXPECT_THAT(texts(facts, Level::Warning), ElementsAre(HasSubstr("on this machine alone")));
}

TEST(NetworkCheck, AnAnnouncedAddressNeedsOneToStandFor)
{
    const auto facts = cloud("[ice]\nannounce = [\"2001:db8::7\"]\nport_min = 40000\n"
                             "port_max = 40999\n");
    EXPECT_THAT(texts(facts, Level::Warning),
                Contains(HasSubstr("2001:db8::7 in ice.announce is never told")));
}

TEST(NetworkCheck, ForwardedPortsMustBeKnown)
{
    EXPECT_THAT(texts(cloud("[ice]\nannounce = [\"203.0.113.7\"]"), Level::Warning),
                ElementsAre(HasSubstr("ice.port_min")));
}

TEST(NetworkCheck, TooFewPortsForARoom)
{
    const auto facts = cloud("[ice]\nannounce = [\"203.0.113.7\"]\nport_min = 40000\n"
                             "port_max = 40009\n[room]\nmax_participants = 6");
    EXPECT_THAT(texts(facts, Level::Warning), ElementsAre(HasSubstr("takes up to 12")));
}

TEST(NetworkCheck, AServerWithoutANameOrCredentials)
{
    auto facts = cloud("[[ice.servers]]\nurls = [\"stun:gone.invalid\"]\n"
                       "[[ice.servers]]\nurls = [\"turn:192.0.2.1\"]\n");
    EXPECT_THAT(serverNames(facts.config.ice), ElementsAre("gone.invalid"));
    facts.lostNames = {"gone.invalid"};
    EXPECT_THAT(texts(facts, Level::Warning), ElementsAre(HasSubstr("does not resolve")));
    EXPECT_THAT(texts(facts, Level::Fault), ElementsAre(HasSubstr("turn:192.0.2.1")));
}

TEST(NetworkCheck, WithoutAnAddressNothingWorks)
{
    auto facts = cloud();
    facts.local = {at("lo", "127.0.0.1")};
    EXPECT_THAT(texts(facts, Level::Fault), ElementsAre(HasSubstr("no network address")));
    const auto elsewhere = cloud("[ice]\naddresses = [\"10.9.9.9\"]");
    EXPECT_THAT(texts(elsewhere, Level::Fault),
                ElementsAre(AllOf(HasSubstr("none of ice.addresses"), HasSubstr("10.0.0.5"))));
    EXPECT_THAT(texts(elsewhere, Level::Told), IsEmpty()) << "no browser is told it";
}

TEST(NetworkCheck, CredentialsWithoutATurnServer)
{
    EXPECT_THAT(texts(cloud("[ice]\nannounce = [\"203.0.113.7\"]\nport_min = 40000\n"
                            "port_max = 40999\n[[ice.servers]]\nurls = [\"stun:192.0.2.1\"]\n"
                            "secret = \"s\""),
                      Level::Warning),
                ElementsAre(HasSubstr("needs no credentials")));
}

TEST(SettingsCheck, SaysAtTheStartWhatThisMachineCannotDo)
{
    const auto said = [](const NetworkFacts& facts) {
        std::vector<std::string> texts;
        for (const auto& finding : checkSettings(facts))
            texts.push_back(finding.text);
        return texts;
    };
    EXPECT_THAT(said(cloud()), IsEmpty());
    EXPECT_THAT(said(cloud("", "127.0.0.1")), IsEmpty()) << "what it is to be reached for is known";
    EXPECT_THAT(said(cloud("[ice]\nport_min = 40000\nport_max = 40001")),
                ElementsAre(HasSubstr("there are 2 ports")));
    EXPECT_THAT(said(cloud("[ice]\naddresses = [\"10.0.0.5\", \"10.9.9.9\"]")),
                ElementsAre(HasSubstr("10.9.9.9 in ice.addresses is no address of this machine")));
}

TEST(SettingsCheck, SaysWhichAddressesMediaDoWithout)
{
    auto facts = cloud();
    for (int i = 1; i <= 36; ++i)
        facts.local.push_back(at("veth", "10.8.0." + std::to_string(i)));
    const auto findings = checkSettings(facts);
    ASSERT_EQ(findings.size(), 1u);
    EXPECT_EQ(findings[0].level, Level::Told);
    EXPECT_EQ(findings[0].text,
              "media do without 36 of this machine's addresses: veth 10.8.0.1, veth 10.8.0.2, veth "
              "10.8.0.3, veth 10.8.0.4 and 32 more. If one of them is wanted, give ice.addresses");
    facts.config.ice.addresses = {"10.0.0.5"};
    EXPECT_THAT(checkSettings(facts), IsEmpty()) << "somebody has chosen";
}

TEST(NetworkCheck, NoSecretIsShown)
{
    const auto facts = cloud("[[ice.servers]]\nurls = [\"turn:192.0.2.1\"]\nsecret = \"north\"");
    for (const auto& finding : checkNetwork(facts))
        EXPECT_THAT(finding.text, Not(HasSubstr("north")));
    EXPECT_THAT(texts(facts, Level::Fault), IsEmpty());
}

} // namespace
} // namespace confab::front
