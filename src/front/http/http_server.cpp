// SPDX-License-Identifier: Apache-2.0
#include "front/http/http_server.hpp"

#include "base/glib/log.hpp"
#include "front/http/host_check.hpp"
#include "front/http/http_caller.hpp"
#include "front/http/http_reply.hpp"
#include "front/http/origin.hpp"
#include "front/net/forwarded_client.hpp"
#include "wire/names.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <string_view>

namespace confab::front {

namespace {

constexpr unsigned kTooMany = 429; // RFC 6585; libsoup has no name for it
constexpr char kHalfAYear[] = "max-age=15552000";

bool isReading(SoupServerMessage* message)
{
    const std::string_view method = soup_server_message_get_method(message);
    return method == "GET" || method == "HEAD";
}

/// Answers as bytes: for a connection that libsoup is not to touch any more.
std::string rawProblem(unsigned status, const char* code, const char* detail)
{
    const std::string body = http::problemText(status, code, detail);
    return fmt::format("HTTP/1.1 {} {}\r\nContent-Type: application/problem+json\r\n{}"
                       "Content-Length: {}\r\nConnection: close\r\n\r\n{}",
                       status, http::phraseOf(status),
                       status == kTooMany ? "Retry-After: 1\r\n" : "", body.size(), body);
}

std::string rawRedirectToTls(SoupServerMessage* message)
{
    const GCharPtr address(g_uri_to_string(soup_server_message_get_uri(message)));
    return fmt::format("HTTP/1.1 307 Temporary Redirect\r\nLocation: https{}\r\n"
                       "Content-Length: 0\r\nConnection: close\r\n\r\n",
                       address.get() + std::string_view("http").size());
}

void writeAndClose(GIOStream* stream, const std::string& text)
{
    g_pollable_output_stream_write_nonblocking(
        G_POLLABLE_OUTPUT_STREAM(g_io_stream_get_output_stream(stream)), text.data(), text.size(),
        nullptr, nullptr); // fits an empty socket; what does not fit is lost
    g_io_stream_close(stream, nullptr, nullptr);
}

std::shared_ptr<Visit> visitOf(SoupServerMessage* message)
{
    return ConnectionGate::visitOf(soup_server_message_get_remote_address(message));
}

bool saysClose(SoupMessageHeaders* headers)
{
    return soup_message_headers_header_contains(headers, "Connection", "close");
}

bool isAstray(SoupServerMessage* message)
{
    const auto visit = visitOf(message);
    return visit && visit->isAstray();
}

} // namespace

HttpServer::HttpServer(const Loop& loop, ConnectionGate& gate, Content content, HttpRules rules,
                       Access& access, Upgraded upgraded)
    : loop_(loop), gate_(gate), content_(std::move(content)), rules_(std::move(rules)),
      upgraded_(std::move(upgraded)), routes_(access),
      server_(GRef<SoupServer>::adopt(soup_server_new("raw-paths", TRUE, nullptr)))
{
    addRoutes();
    soup_server_remove_websocket_extension(server_.get(), SOUP_TYPE_WEBSOCKET_EXTENSION_DEFLATE);
    soup_server_add_early_handler(
        server_.get(), nullptr,
        [](SoupServer*, SoupServerMessage* message, const char*, GHashTable*, gpointer self) {
            static_cast<HttpServer*>(self)->onHeaders(message);
        },
        this, nullptr);
    soup_server_add_handler(
        server_.get(), nullptr,
        [](SoupServer*, SoupServerMessage* message, const char* path, GHashTable*, gpointer self) {
            static_cast<HttpServer*>(self)->onRequest(message, path);
        },
        this, nullptr);
    finished_ = Signal::connect<void(SoupServerMessage*)>(
        server_.get(), "request-finished", [](SoupServerMessage* message) {
            auto* headers = soup_server_message_get_response_headers(message);
            const auto visit = visitOf(message);
            if (visit && !saysClose(headers))
                visit->answered();
        });
    aborted_ = Signal::connect<void(SoupServerMessage*)>(
        server_.get(), "request-aborted",
        [this](SoupServerMessage* message) { upgrades_.erase(message); });
    gate.open({.request =
                   [this](GIOStream* stream, GSocketAddress* local, GSocketAddress* remote) {
                       soup_server_accept_iostream(server_.get(), stream, local, remote, nullptr);
                   },
               .refused =
                   [](GIOStream* stream, const RequestFault& fault) {
                       writeAndClose(stream, rawProblem(fault.status, fault.code, fault.detail));
                   }});
}

HttpServer::~HttpServer()
{
    soup_server_disconnect(server_.get());
}

void HttpServer::onHeaders(SoupServerMessage* message)
{
    if (auto refusal = refusalOf(message); !refusal.empty())
        answerRaw(message, std::move(refusal));
}

std::string HttpServer::refusalOf(SoupServerMessage* message)
{
    if (isAstray(message))
        return rawRedirectToTls(message);
    if (const char* code = refusalOfClient(message))
        return rawProblem(kTooMany, code, "this client wants too much at once; try again later");
    return {};
}

// The gate has looked at those who come directly.
const char* HttpServer::refusalOfClient(SoupServerMessage* message)
{
    const auto visit = visitOf(message);
    if (!visit)
        return nullptr;
    if (!isProxy(message))
        tellOfUnknownProxy(message);
    else if (!visit->belongTo(clientBehindProxy(message).get()))
        return "connections.limit";
    return visit->admitsRequest() ? nullptr : "requests.limit";
}

// Anybody can send these headers, so this is said once: it helps whose proxy it is.
void HttpServer::tellOfUnknownProxy(SoupServerMessage* message)
{
    auto* peer = http::peerOf(message);
    const bool speaksForOthers = !http::requestHeaders(message, "X-Forwarded-For").empty()
        || !http::requestHeaders(message, "Forwarded").empty();
    if (peer && speaksForOthers && !std::exchange(hasToldOfUnknownProxy_, true))
        spdlog::warn("{} says for whom it asks, and is not believed: if it is your proxy, give "
                     "{}. This is said once",
                     placeOf(peer),
                     rules_.behindProxy ? "its address in server.trusted_proxies"
                                        : "--behind-proxy, and its address in "
                                          "server.trusted_proxies unless that is on this machine");
}

GRef<GInetAddress> HttpServer::clientBehindProxy(SoupServerMessage* message)
{
    auto client = forwardedClient(http::peerOf(message), rules_.proxies,
                                  http::requestHeaders(message, "X-Forwarded-For"),
                                  http::requestHeaders(message, "Forwarded"));
    if (rules_.proxies.contain(client.get()) && !std::exchange(hasToldOfProxy_, true))
        spdlog::warn("the proxy at {} does not say for whom it asks: let it set X-Forwarded-For, "
                     "else all who come through it count as one",
                     placeOf(client.get()));
    return client;
}

// SoupServer answers after the body only. So: pause it, take its connection away (not in here, it
// is still in the middle of reading), answer by hand.
void HttpServer::answerRaw(SoupServerMessage* message, std::string answer)
{
    soup_server_message_pause(message);
    loop_.bind(lifetime_,
               [kept = GRef<SoupServerMessage>::share(message), text = std::move(answer)] {
                   const auto stream =
                       GRef<GIOStream>::adopt(soup_server_message_steal_connection(kept.get()));
                   if (stream)
                       writeAndClose(stream.get(), text);
               })();
}

void HttpServer::onRequest(SoupServerMessage* message, const std::string& path)
{
    const bool another = mayAskMore(message);
    if (const auto visit = visitOf(message))
        visit->settle(another);
    if (!another)
        http::setHeader(message, "Connection", "close");
    if (rules_.strictTransport)
        http::setHeader(message, "Strict-Transport-Security", kHalfAYear);
    if (!isHostAllowed(message))
        return http::replyProblem(message, 403, "host.refused",
                                  "this server listens on loopback, and answers to localhost "
                                  "only; list further names in server.hosts, or give "
                                  "--behind-proxy if a proxy sends them");
    // As for the WebSocket: else any page that somebody has open could stop a recording.
    if (!isReading(message) && !isOriginAllowed(message))
        return http::replyProblem(message, 403, "origin.refused",
                                  "pages from elsewhere may change nothing; see server.origins");
    routes_.answer(message, path, addressOf(message).prefix);
}

// On the same connection.
bool HttpServer::mayAskMore(SoupServerMessage* message) const
{
    auto* headers = soup_server_message_get_request_headers(message);
    return ready_ && soup_server_message_get_http_version(message) == SOUP_HTTP_1_1
        && !saysClose(headers) && gate_.mayKeep(soup_server_message_get_remote_address(message));
}

PublicAddress HttpServer::addressOf(SoupServerMessage* message) const
{
    return publicAddress({.host = http::requestHeader(message, "Host"),
                          .forwarded = http::requestHeader(message, "Forwarded"),
                          .forwardedHost = http::requestHeader(message, "X-Forwarded-Host"),
                          .forwardedPrefix = http::requestHeader(message, "X-Forwarded-Prefix")},
                         rules_.behindProxy && (!rules_.proxiesOnly || isProxy(message)));
}

bool HttpServer::isProxy(SoupServerMessage* message) const
{
    auto* peer = http::peerOf(message);
    return peer && rules_.proxies.contain(peer);
}

bool HttpServer::isOriginAllowed(SoupServerMessage* message) const
{
    const auto host = addressOf(message).host;
    return confab::front::isOriginAllowed(http::requestHeader(message, "Origin"),
                                          host.empty() ? nullptr : host.c_str(), rules_.origins);
}

bool HttpServer::isHostAllowed(SoupServerMessage* message) const
{
    return !rules_.hosts || isLocalHost(http::requestHeader(message, "Host"), *rules_.hosts);
}

void HttpServer::addRoutes()
{
    const auto get = [this](const char* address, Action action, auto handler) {
        routes_.add("GET", address, action, handler);
    };
    get("/", Action::ReadPage,
        [this](const HttpRequest& r) { content_.page.replyDocument(r.message, "index.html"); });
    get("/r/{room}", Action::ReadPage, [this](const HttpRequest& r) { replyRoom(r); });
    get("/admin", Action::ReadPage, [](const HttpRequest& r) {
        http::setHeader(r.message, "Location", "admin/"); // relative, as for a proxy's prefix
        http::replyProblem(r.message, 308, "moved", "the admin's page is at admin/");
    });
    get("/admin/", Action::ReadPage, [this](const HttpRequest& r) {
        content_.page.replyDocument(r.message, "admin/index.html");
    });
    for (const char* address :
         {"/assets/{file}", "/assets/{folder}/{file}", "/assets/{folder}/{subject}/{file}",
          "/assets/{version}/{folder}/{subject}/{file}"})
        get(address, Action::ReadPage, [this](const HttpRequest& r) {
            content_.page.replyAsset(r.message, fmt::format("{}", fmt::join(r.parts, "/")));
        });
    get("/ws", Action::Connect, [this](const HttpRequest& r) { upgrade(r.message, upgraded_); });
    get("/healthz", Action::ReadHealth, [](const HttpRequest& r) {
        http::replyJson(r.message, 200, {{"status", "ok"}});
    });
    get("/readyz", Action::ReadHealth, [this](const HttpRequest& r) { replyReadiness(r.message); });
    get("/api/v1/layouts", Action::ReadLayouts, [this](const HttpRequest& r) {
        http::reply(r.message, HttpAnswer{200, content_.layouts});
    });
}

void HttpServer::addTutorial()
{
    routes_.add("GET", "/learn", Action::ReadPage, [](const HttpRequest& r) {
        // Relative: a proxy may have put us deeper.
        http::setHeader(r.message, "Location", "learn/");
        http::reply(r.message, 308, "text/plain", http::bytesOf("the tutorial is at learn/\n"));
    });
    routes_.add("GET", "/learn/", Action::ReadPage, [this](const HttpRequest& r) {
        content_.page.replyDocument(r.message, "learn/pages/index.html");
    });
    routes_.add("GET", "/learn/{step}", Action::ReadPage, [this](const HttpRequest& r) {
        content_.page.replyDocument(r.message, "learn/pages/" + r.parts[0] + ".html");
    });
}

void HttpServer::replyReadiness(SoupServerMessage* message)
{
    if (ready_)
        return http::replyJson(message, 200, {{"status", "ready"}});
    http::replyProblem(message, 503, "not.ready", "the server is stopping");
}

void HttpServer::replyRoom(const HttpRequest& request)
{
    if (wire::isRoomName(request.parts[0]))
        return content_.page.replyDocument(request.message, "call/call.html");
    http::replyProblem(request.message, 404, "room.name", wire::kRoomNameRule);
}

void HttpServer::upgrade(SoupServerMessage* message, Upgraded upgraded)
{
    if (!isOriginAllowed(message))
        return http::replyProblem(message, 403, "origin.refused",
                                  "pages from elsewhere may not connect; see server.origins");
    if (!ready_)
        return http::replyProblem(message, 503, "not.ready", "the server is stopping");
    // Here it would say "Upgrade" as well, and browsers would refuse it.
    soup_message_headers_remove(soup_server_message_get_response_headers(message), "Connection");
    if (!soup_websocket_server_process_handshake(message, nullptr, nullptr, nullptr, nullptr))
        return http::replyProblem(message, 400, "websocket.required",
                                  "this address is for WebSockets, version 13");
    upgrades_[message] = Signal::connect<void()>(
        message, "wrote-informational",
        [this, message, upgraded = std::move(upgraded)] { onUpgraded(message, upgraded); });
}

void HttpServer::onUpgraded(SoupServerMessage* message, const Upgraded& upgraded)
{
    const auto done = upgrades_.extract(message); // disconnects when this is over
    const auto kept = GRef<SoupServerMessage>::share(message);
    auto caller = http::callerOf(message);
    auto client = caller.client ? placeOf(caller.client.get()) : std::string();
    const auto visit = visitOf(message);
    auto stream = visit ? visit->takeOver() : GRef<GIOStream>();
    (void)GRef<GIOStream>::adopt(soup_server_message_steal_connection(message));
    if (stream)
        upgraded({.stream = std::move(stream),
                  .uri = soup_server_message_get_uri(message),
                  .address = addressOf(message),
                  .caller = std::move(caller),
                  .client = std::move(client),
                  .visit = std::move(visit)});
}

} // namespace confab::front
