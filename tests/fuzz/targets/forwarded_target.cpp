// SPDX-License-Identifier: Apache-2.0
#include "front/http/public_address.hpp"
#include "front/net/forwarded_client.hpp"
#include "fuzz/input.hpp"
#include "fuzz/target.hpp"
#include "fuzz/targets/targets.hpp"

#include <algorithm>
#include <string>

namespace confab::fuzz {

namespace {

GRef<GInetAddress> addressOf(const char* text)
{
    return GRef<GInetAddress>::adopt(g_inet_address_new_from_string(text));
}

bool isPlain(const std::string& text)
{
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return c > ' ' && c < '\x7f' && c != '"' && c != '<'; });
}

void checkClient(const std::string& forwardedFor, const std::string& forwarded)
{
    static const auto proxies = *AddressBlocks::parse({"127.0.0.0/8", "10.0.0.0/8", "::1"});
    const auto proxy = addressOf("127.0.0.1"), stranger = addressOf("192.0.2.9");
    const auto client = front::forwardedClient(proxy.get(), proxies, forwardedFor, forwarded);
    must(bool(client), "there is always somebody");
    must(!placeOf(client.get()).empty(), "who lives somewhere");
    const auto self = front::forwardedClient(stranger.get(), proxies, forwardedFor, forwarded);
    must(g_inet_address_equal(self.get(), stranger.get()), "a stranger speaks for nobody");
    const bool isNamed = !forwardedFor.empty() || !forwarded.empty();
    must(isNamed || g_inet_address_equal(client.get(), proxy.get()), "nobody is made up");
}

void checkAddress(const front::AddressHeaders& headers)
{
    for (const bool behindProxy : {false, true}) {
        const auto address = front::publicAddress(headers, behindProxy);
        must(address.host.size() <= 255 && address.prefix.size() <= 255, "both are bounded");
        must(isPlain(address.host) && isPlain(address.prefix), "both can stand in a page");
        must(address.prefix.empty() || address.prefix[0] == '/', "a prefix is a path");
        must(behindProxy || address.prefix.empty(), "without a proxy there is no prefix");
        must(address.host.empty() == front::callAddress(address, "r").empty(),
             "a host makes an address");
    }
}

} // namespace

void forwarded(std::string_view lines)
{
    Input input(lines);
    // headers have no zeros
    const auto next = [&] { return std::string(std::string(input.line()).c_str()); };
    const auto first = next(), second = next(), third = next(), fourth = next();
    checkClient(first, second);
    checkClient("", first);
    checkAddress({.host = third.c_str(),
                  .forwarded = second.c_str(),
                  .forwardedHost = first.c_str(),
                  .forwardedPrefix = fourth.c_str()});
}

} // namespace confab::fuzz
