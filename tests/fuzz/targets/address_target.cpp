// SPDX-License-Identifier: Apache-2.0
#include "base/glib/inet_address.hpp"
#include "base/glib/loopback.hpp"
#include "config/ice_url.hpp"
#include "front/http/host_check.hpp"
#include "front/http/origin.hpp"
#include "front/net/listen_address.hpp"
#include "fuzz/input.hpp"
#include "fuzz/target.hpp"
#include "fuzz/targets/targets.hpp"

#include <string>

namespace confab::fuzz {

namespace {

void checkListen(const std::string& text)
{
    const auto address = front::parseListenAddress(text);
    if (!address)
        return must(!address.error().message.empty(), "a refusal says what is wrong");
    const auto again = front::parseListenAddress(address->authority());
    must(again && again->authority() == address->authority(), "an address means the same again");
    must(address->loopback == again->loopback, "and is of the same reach");
}

void checkHost(const std::string& text)
{
    const auto host = withoutPort(text);
    must(text.find(host) != std::string::npos, "a host is part of it");
    if (!isLoopbackHost(text))
        return;
    must(front::isLocalHost(text.c_str(), {}), "this machine is local");
    const auto inet = parseInetAddress(std::string(host));
    must(inet ? inet->reach == Reach::Loopback : host.size() == 9, "no other name is this machine");
}

void checkServer(const std::string& text)
{
    const auto url = config::parseIceUrl(text);
    if (!url)
        return;
    must(config::parseIceUrl(url->withHost(url->host)).has_value(), "it can be said again");
    must(!url->forGst("user", "pass:@/word").empty(), "webrtcbin gets one");
}

void checkOrigin(const std::string& origin, const std::string& host)
{
    if (!front::isOriginAllowed(origin.c_str(), host.c_str(), {"https://friend.example"}))
        return;
    must(origin == "https://friend.example" || origin.starts_with("http://")
             || origin.starts_with("https://"),
         "only pages of the web are let in");
    must(origin == "https://friend.example"
             || front::isOriginAllowed(("http://" + host).c_str(), host.c_str(), {})
             || front::isOriginAllowed(("https://" + host).c_str(), host.c_str(), {}),
         "a page is let in by its own host");
}

} // namespace

void address(std::string_view lines)
{
    Input input(lines);
    std::string before;
    for (int i = 0; i < 16 && !input.isEmpty(); ++i) {
        const std::string text(std::string(input.line()).c_str());
        checkListen(text);
        checkHost(text);
        checkServer(text);
        checkOrigin(text, before);
        before = text;
    }
}

} // namespace confab::fuzz
