// SPDX-License-Identifier: Apache-2.0
#include "front/startup/network_check.hpp"

#include "config/ice_url.hpp"
#include "media/ice/announcement.hpp"
#include "media/ice/candidate.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace confab::front {

namespace {

using Level = Finding::Level;
using Findings = std::vector<Finding>;

void add(Findings& findings, Level level, std::string text)
{
    findings.push_back({level, std::move(text)});
}

bool isOfMachine(const NetworkFacts& facts, const std::string& address)
{
    return std::any_of(facts.local.begin(), facts.local.end(),
                       [&](const auto& local) { return local.address.text == address; });
}

/// The addresses that a browser is told for those of them that the machine has.
std::vector<InetAddress> toldAddresses(const NetworkFacts& facts,
                                       const std::vector<std::string>& bound)
{
    const media::Announcement announcement(facts.config.ice);
    std::vector<InetAddress> told;
    for (const auto& local : bound) {
        if (!isOfMachine(facts, local))
            continue;
        for (const auto& text :
             announcement.of(fmt::format("candidate:1 1 UDP 9 {} 9 typ host", local))) {
            const auto candidate = media::parseCandidate(text);
            auto address = candidate ? parseInetAddress(candidate->address) : std::nullopt;
            if (address && std::none_of(told.begin(), told.end(), [&](const auto& known) {
                    return known.text == address->text;
                }))
                told.push_back(*std::move(address));
        }
    }
    return told;
}

std::string portsOf(const config::IceConfig& ice)
{
    const std::string kinds = ice.tcp ? "UDP and TCP" : "UDP";
    return ice.portMin ? fmt::format("{} ports {} to {}", kinds, ice.portMin, ice.portMax)
                       : fmt::format("any free {} port", kinds);
}

bool hasTurn(const config::IceConfig& ice)
{
    for (const auto& server : ice.servers)
        for (const auto& url : server.urls)
            if (url.starts_with("turn"))
                return true;
    return false;
}

void checkBound(Findings& findings, const NetworkFacts& facts,
                const std::vector<std::string>& bound)
{
    if (bound.empty())
        return add(findings, Level::Fault,
                   "this machine has no network address: connect it to a network");
    std::size_t missing = 0;
    for (const auto& address : facts.config.ice.addresses)
        if (!isOfMachine(facts, address) && ++missing)
            add(findings, Level::Warning,
                fmt::format("{} in ice.addresses is no address of this machine: give one that it "
                            "has, and what a NAT has in ice.announce",
                            address));
    if (missing == bound.size())
        add(findings, Level::Fault,
            fmt::format("none of ice.addresses is an address of this machine: leave them out, or "
                        "give some of {}",
                        fmt::join(media::bestLocalAddresses(facts.local), ", ")));
}

void checkTold(Findings& findings, const NetworkFacts& facts, const std::vector<InetAddress>& told)
{
    const auto areAll = [&](Reach reach) {
        return std::all_of(told.begin(), told.end(),
                           [&](const auto& address) { return address.reach <= reach; });
    };
    if (told.empty())
        return;
    if (areAll(Reach::Loopback))
        add(findings, Level::Warning,
            "media reaches browsers on this machine alone: listen on another address (--lan), or, "
            "behind a proxy on this machine, give its network address in ice.addresses");
    else if (areAll(Reach::Private) && !hasTurn(facts.config.ice))
        add(findings, Level::Warning,
            fmt::format("only private addresses are told: browsers outside of this network cannot "
                        "connect{}. If a NAT leads here, give its public address in ice.announce, "
                        "else a TURN server in [[ice.servers]]",
                        facts.listen.reach == Reach::Public ? ", and server.listen is public"
                                                            : ""));
}

void checkAnnounced(Findings& findings, const NetworkFacts& facts,
                    const std::vector<InetAddress>& told)
{
    const auto& ice = facts.config.ice;
    for (const auto& text : ice.announce) {
        const auto address = parseInetAddress(text);
        const bool isTold = std::any_of(told.begin(), told.end(),
                                        [&](const auto& one) { return one.text == text; });
        if (!isTold)
            add(findings, Level::Warning,
                fmt::format("{} in ice.announce is never told: media is bound to no {} address "
                            "that it could stand for; see ice.addresses",
                            text, address && address->isV6 ? "IPv6" : "IPv4"));
        else if (address->reach != Reach::Public)
            add(findings, Level::Warning,
                fmt::format("{} in ice.announce is not public: browsers outside of that network "
                            "cannot connect to it",
                            text));
    }
    if (!ice.announce.empty() && !ice.portMin)
        add(findings, Level::Warning,
            "the NAT in front must lead each port here as it is: give ice.port_min and "
            "ice.port_max, and forward these UDP ports");
}

void checkPorts(Findings& findings, const config::Config& config)
{
    const int ports = config.ice.portMax - config.ice.portMin + 1;
    const int wanted = 2 * config.room.maxParticipants;
    if (config.ice.portMin && ports < wanted)
        add(findings, Level::Warning,
            fmt::format("there are {} ports from ice.port_min to ice.port_max, and one full room "
                        "takes up to {}: make the range wider",
                        ports, wanted));
}

void checkServers(Findings& findings, const NetworkFacts& facts)
{
    for (const auto& server : facts.config.ice.servers) {
        const bool hasCredential =
            !server.secret.empty() || !(server.username.empty() || server.credential.empty());
        bool isTurn = false;
        for (const auto& text : server.urls) {
            const auto url = config::parseIceUrl(text);
            if (!url)
                add(findings, Level::Warning,
                    fmt::format("{} in [[ice.servers]] has no host", text));
            else if (facts.lostNames.contains(url->host))
                add(findings, Level::Warning,
                    fmt::format("{} does not resolve: no browser and no room can use {}; mend the "
                                "name, or give an address",
                                url->host, text));
            isTurn = isTurn || text.starts_with("turn");
            if (text.starts_with("turn") && !hasCredential)
                add(findings, Level::Fault,
                    fmt::format("{} has no credentials, and browsers refuse a call with such a "
                                "server: give username and credential, or secret",
                                text));
        }
        if (hasCredential && !isTurn)
            add(findings, Level::Warning,
                fmt::format("{} needs no credentials: those of its [[ice.servers]] are for a TURN "
                            "server, and none is there",
                            fmt::join(server.urls, " ")));
    }
}

/// "veth0 10.0.0.1, eth0 fe80::1 and 70 more".
std::string listOf(const std::vector<media::LocalAddress>& addresses)
{
    constexpr std::size_t kShown = 4;
    std::vector<std::string> shown;
    for (const auto& local : addresses)
        if (shown.size() < kShown)
            shown.push_back(local.interface + ' ' + local.address.text);
    const auto list = fmt::format("{}", fmt::join(shown, ", "));
    return addresses.size() > kShown
        ? fmt::format("{} and {} more", list, addresses.size() - kShown)
        : list;
}

void checkLeftOut(Findings& findings, const NetworkFacts& facts)
{
    if (!facts.config.ice.addresses.empty() || facts.listen.reach == Reach::Loopback)
        return;
    const auto leftOut = media::leftOutAddresses(facts.local);
    if (!leftOut.empty())
        add(findings, Level::Told,
            fmt::format("media do without {} of this machine's addresses: {}. If one of them is "
                        "wanted, give ice.addresses",
                        leftOut.size(), listOf(leftOut)));
}

} // namespace

std::vector<std::string> boundAddresses(const NetworkFacts& facts)
{
    if (!facts.config.ice.addresses.empty())
        return facts.config.ice.addresses;
    if (facts.listen.reach == Reach::Loopback)
        return {"127.0.0.1"};
    return media::bestLocalAddresses(facts.local);
}

std::vector<Finding> checkSettings(const NetworkFacts& facts)
{
    Findings findings;
    checkBound(findings, facts, boundAddresses(facts));
    checkPorts(findings, facts.config);
    checkServers(findings, facts);
    checkLeftOut(findings, facts);
    return findings;
}

std::vector<Finding> checkNetwork(const NetworkFacts& facts)
{
    Findings findings;
    const auto& ice = facts.config.ice;
    const auto bound = boundAddresses(facts);
    const auto told = toldAddresses(facts, bound);
    for (const auto& address : told)
        add(findings, Level::Told, fmt::format("{}, {}", address.text, portsOf(ice)));
    for (const auto& server : ice.servers)
        add(findings, Level::Told, fmt::format("{}", fmt::join(server.urls, " ")));
    checkBound(findings, facts, bound);
    checkTold(findings, facts, told);
    checkAnnounced(findings, facts, told);
    checkPorts(findings, facts.config);
    checkServers(findings, facts);
    checkLeftOut(findings, facts);
    return findings;
}

std::set<std::string> serverNames(const config::IceConfig& config)
{
    std::set<std::string> names;
    for (const auto& server : config.servers)
        for (const auto& text : server.urls)
            if (const auto url = config::parseIceUrl(text); url && !parseInetAddress(url->host))
                names.insert(url->host);
    return names;
}

} // namespace confab::front
