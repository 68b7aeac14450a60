// SPDX-License-Identifier: Apache-2.0
#include "front/net/web_socket.hpp"

#include "base/glib/log.hpp"
#include "front/net/frame_meter.hpp"
#include "front/net/metered_stream.hpp"
#include "wire/wire.hpp"

namespace confab::front {

namespace {

constexpr int kMaxSilentPings = 3;
/// How long a close frame may take to arrive if nobody listens for the answer.
constexpr std::chrono::milliseconds kLastWords{500};

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
    : loop_(loop), visit_(std::move(visit)), events_(std::move(events))
{
    const auto tooLong = loop_.bind(lifetime_, [this] { onTooLong(); });
    auto look = [meter = FrameMeter(wire::kMaxMessage), tooLong,
                 told = false](const unsigned char* data, std::size_t size) mutable {
        const bool fits = meter.feed(data, size);
        if (!fits && !std::exchange(told, true))
            tooLong();
        return fits;
    };
    connection_ = makeConnection(meteredStream(stream, std::move(look)), uri,
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

void WebSocket::send(const std::string& text)
{
    if (isOpen())
        soup_websocket_connection_send_text(connection_.get(), text.c_str());
}

void WebSocket::close(unsigned short code, const char* reason)
{
    if (!isOpen())
        return;
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

// Nothing that comes now is looked at any more, not even an answer to the closing.
void WebSocket::onTooLong()
{
    close(SOUP_WEBSOCKET_CLOSE_TOO_BIG, "over 64 KB");
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
    if (const auto visit = visit_.lock())
        visit->cutOff();
}

} // namespace confab::front
