// SPDX-License-Identifier: Apache-2.0
#include "front/net/web_socket.hpp"

#include "base/glib/log.hpp"
#include "front/net/stream/metered_stream.hpp"
#include "wire/wire.hpp"

namespace confab::front {

namespace {

/// Limit (per connection): pings without an answer, one each five seconds. Above it: cut; who was
/// in a room may come back. At it: its place.
constexpr int kMaxSilentPings = 3;
/// How long a close frame may take to get under way to somebody who is slow to read.
constexpr std::chrono::seconds kLastWords{5};
/// Of those that are an application's own: its reader is too slow. (1013 would say the same, but
/// libsoup does not send it.)
constexpr unsigned short kTooSlow = 4008;

/// A connection that has gone meanwhile has an account of its own.
std::shared_ptr<std::size_t> waitingOf(const Visit* visit)
{
    return visit ? visit->waiting() : std::make_shared<std::size_t>(0);
}

GRef<SoupWebsocketConnection> makeConnection(GRef<GIOStream> stream, GUri* uri,
                                             std::chrono::seconds ping)
{
    auto connection = GRef<SoupWebsocketConnection>::adopt(soup_websocket_connection_new(
        stream.get(), uri, SOUP_WEBSOCKET_CONNECTION_SERVER, nullptr, nullptr, nullptr));
    soup_websocket_connection_set_max_incoming_payload_size(connection.get(), wire::kMaxMessage);
    soup_websocket_connection_set_keepalive_interval(connection.get(), guint(ping.count()));
    return connection;
}

} // namespace

WebSocket::WebSocket(const Loop& loop, const GRef<GIOStream>& stream, GUri* uri,
                     const Timing& timing, std::weak_ptr<Visit> visit, Events events)
    : loop_(loop), visit_(std::move(visit)), events_(std::move(events)),
      outbox_(waitingOf(visit_.lock().get()))
{
    const auto open = visit_.lock();
    if (open)
        open->keepLittleUnsent();
    traffic_ = std::make_shared<SocketTraffic>(
        SocketTraffic::Setup{.longestMessage = wire::kMaxMessage,
                             .patience = timing.flood,
                             .client = open ? open->client() : nullptr},
        SocketTraffic::Events{
            .tooLong = loop_.bind(lifetime_,
                                  [this] { endWith(SOUP_WEBSOCKET_CLOSE_TOO_BIG, "over 64 KB"); }),
            .tooMuch = loop_.bind(
                lifetime_,
                [this] { endWith(SOUP_WEBSOCKET_CLOSE_POLICY_VIOLATION, "too many frames"); }),
            .written = [this, alive = lifetime_.watch(),
                        later = loop_.bind(lifetime_, [this] { handNext(); })] {
                if (!alive.expired() && !outbox_.isEmpty())
                    later();
            }});
    connection_ = makeConnection(meteredStream(stream, traffic_), uri,
                                 std::chrono::duration_cast<std::chrono::seconds>(timing.wsPing));
    connectSignals();
    alive_ = Timer::every(loop_, timing.wsPing, [this] { checkAlive(); });
}

void WebSocket::connectSignals()
{
    auto* connection = connection_.get();
    message_ = Signal::connect<void(int, GBytes*)>(
        connection, "message", [this](int type, GBytes* bytes) { onMessage(type, bytes); });
    pong_ = Signal::connect<void(GBytes*)>(connection, "pong", [this](GBytes*) { heard(); });
    error_ = Signal::connect<void(GError*)>(connection, "error", [](GError* error) {
        spdlog::debug("a WebSocket failed: {}", error->message);
    });
    closed_ = Signal::connect<void()>(connection, "closed", [this] { onClosed(); });
}

bool WebSocket::isOpen() const
{
    return soup_websocket_connection_get_state(connection_.get()) == SOUP_WEBSOCKET_STATE_OPEN;
}

// libsoup copies each text and keeps it for as long as the socket is full. So it gets the next one
// when the last is under way.
void WebSocket::send(const SharedText& text)
{
    if (!isOpen())
        return;
    if (outbox_.isEmpty() && !traffic_->hasTexts())
        hand(text);
    else if (!outbox_.push(text))
        onTooSlow();
}

void WebSocket::hand(const SharedText& text)
{
    traffic_->onTextHanded();
    soup_websocket_connection_send_text(connection_.get(), text.text().c_str());
}

void WebSocket::handNext()
{
    while (isOpen() && !outbox_.isEmpty() && !traffic_->hasTexts())
        hand(outbox_.pop());
}

void WebSocket::close(unsigned short code, const char* reason)
{
    if (!isOpen())
        return;
    while (!outbox_.isEmpty())
        hand(outbox_.pop());
    isEnded_ = true;
    soup_websocket_connection_close(connection_.get(), code, reason);
}

void WebSocket::onMessage(int type, GBytes* bytes)
{
    heard();
    gsize size = 0;
    const auto* data = static_cast<const char*>(g_bytes_get_data(bytes, &size));
    const auto text = events_.text;
    text(type == SOUP_WEBSOCKET_DATA_TEXT ? std::string(data, size) : std::string());
}

// Nothing that comes now is looked at any more, not even an answer to the closing. The stream is
// closed when the reason is under way, and sees to it that it arrives: see Farewells.
void WebSocket::endWith(unsigned short code, const char* reason)
{
    outbox_.clear();
    traffic_->turnAway();
    close(code, reason);
    alive_ = Timer::once(loop_, kLastWords, [this] { cutOff(); });
}

void WebSocket::onTooSlow()
{
    spdlog::info("a reader is too slow: its connection is closed");
    outbox_.clear();
    soup_websocket_connection_close(connection_.get(), kTooSlow, "reads too slowly");
    alive_ = Timer::once(loop_, kLastWords, [this] { cutOff(); });
}

void WebSocket::onClosed()
{
    alive_ = {};
    const auto code = soup_websocket_connection_get_close_code(connection_.get());
    const auto closed = events_.closed;
    closed(isEnded_ || code == SOUP_WEBSOCKET_CLOSE_NORMAL);
}

void WebSocket::checkAlive()
{
    if (++silentPings_ > kMaxSilentPings)
        cutOff();
}

void WebSocket::cutOff()
{
    traffic_->end();
    if (const auto visit = visit_.lock())
        visit->cutOff();
}

} // namespace confab::front
