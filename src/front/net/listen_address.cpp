// SPDX-License-Identifier: Apache-2.0
#include "front/net/listen_address.hpp"

#include "base/glib/gobject.hpp"

#include <fmt/format.h>
#include <gio/gio.h>

#include <charconv>
#include <optional>

namespace confab::front {

namespace {

std::optional<std::uint16_t> parsePort(std::string_view text)
{
    std::uint16_t port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return port;
}

std::string hostPart(std::string_view text)
{
    if (text == "localhost")
        return "127.0.0.1";
    const bool bracketed = text.size() > 2 && text.front() == '[' && text.back() == ']';
    if (bracketed)
        return std::string(text.substr(1, text.size() - 2));
    // Without brackets nobody can tell an IPv6 address from its port.
    return text.find(':') == std::string_view::npos ? std::string(text) : std::string();
}

} // namespace

std::string ListenAddress::authority() const
{
    return host.find(':') == std::string::npos ? fmt::format("{}:{}", host, port)
                                               : fmt::format("[{}]:{}", host, port);
}

bool isEveryAddress(const ListenAddress& address)
{
    const auto inet =
        GRef<GInetAddress>::adopt(g_inet_address_new_from_string(address.host.c_str()));
    return inet && g_inet_address_get_is_any(inet.get());
}

Result<ListenAddress> parseListenAddress(std::string_view text)
{
    const auto colon = text.rfind(':');
    const auto host = hostPart(text.substr(0, colon == text.npos ? 0 : colon));
    const auto port = colon == text.npos ? std::nullopt : parsePort(text.substr(colon + 1));
    const auto inet = GRef<GInetAddress>::adopt(
        host.empty() ? nullptr : g_inet_address_new_from_string(host.c_str()));
    if (!port || !inet)
        return Error{Errc::InvalidArgument,
                     fmt::format("cannot listen on \"{}\": give a numeric address and a port, as "
                                 "127.0.0.1:8080 or [::1]:8080",
                                 text)};
    return ListenAddress{host, *port, g_inet_address_get_is_loopback(inet.get()) != FALSE};
}

} // namespace confab::front
