// SPDX-License-Identifier: Apache-2.0
#include "front/http/http_routes.hpp"

#include "front/http/http_caller.hpp"
#include "front/http/http_reply.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace confab::front {

namespace {

using Segments = std::vector<std::string>;

Segments split(std::string_view path)
{
    Segments segments;
    for (auto slash = path.find('/'); slash != path.npos; slash = path.find('/')) {
        path.remove_prefix(slash + 1);
        segments.emplace_back(path.substr(0, path.find('/')));
    }
    return segments;
}

bool isAny(const std::string& segment)
{
    return segment.starts_with('{');
}

std::optional<Segments> match(const Segments& address, const Segments& path)
{
    if (address.size() != path.size())
        return std::nullopt;
    Segments parts;
    for (std::size_t i = 0; i < path.size(); ++i) {
        if (isAny(address[i]) && !path[i].empty())
            parts.push_back(path[i]);
        else if (address[i] != path[i])
            return std::nullopt;
    }
    return parts;
}

/// Empty: the address is of no one room.
std::string roomOf(const Segments& address, const Segments& path)
{
    const auto room = std::find(address.begin(), address.end(), "{room}");
    return room == address.end() ? std::string() : path[std::size_t(room - address.begin())];
}

void addOnce(std::vector<std::string>& list, const std::string& word)
{
    if (std::find(list.begin(), list.end(), word) == list.end())
        list.push_back(word);
}

} // namespace

void HttpRoutes::add(std::string_view method, std::string_view address, Action action,
                     Handler handler)
{
    routes_.push_back({std::string(method), split(address), action, std::move(handler)});
}

void HttpRoutes::answer(SoupServerMessage* message, std::string_view path,
                        const std::string& prefix) const
{
    const std::string_view asked = soup_server_message_get_method(message);
    const std::string_view method = asked == "HEAD" ? "GET" : asked;
    const auto segments = split(path);
    std::vector<std::string> allowed;
    for (const auto& route : routes_) {
        auto parts = match(route.address, segments);
        if (!parts)
            continue;
        if (route.method == method)
            return answer(route, {message, *std::move(parts), prefix},
                          roomOf(route.address, segments));
        addOnce(allowed, route.method);
        if (route.method == "GET")
            addOnce(allowed, "HEAD");
    }
    if (allowed.empty())
        return http::replyProblem(message, 404, "not.found", "there is nothing at this address");
    const auto list = fmt::format("{}", fmt::join(allowed, ", "));
    http::setHeader(message, "Allow", list);
    http::replyProblem(message, 405, "method.unknown", "only " + list + " are understood here");
}

void HttpRoutes::answer(const Route& route, const HttpRequest& request,
                        const std::string& room) const
{
    const auto refusal = access_.refusalOf(http::callerOf(request.message), route.action, room);
    if (refusal)
        http::reply(request.message, *refusal);
    else
        route.handler(request);
}

} // namespace confab::front
