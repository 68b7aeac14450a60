// SPDX-License-Identifier: Apache-2.0
#include "bot/peer/bot_socket.hpp"

#include "wire/wire_json.hpp"

#include <nlohmann/json.hpp>

namespace confab::bot {

namespace {

constexpr guint64 kMaxMessage = 1024 * 1024; // an offer is a few KB, a joined of 400 people 60

std::string withoutSlash(std::string url)
{
    while (url.ends_with('/'))
        url.pop_back();
    return url;
}

std::string reasonOf(GErrorOut& error)
{
    const std::string text = error.text();
    if (error.is(G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE))
        return text + " (--insecure accepts a self-made one)";
    if (error.is(SOUP_WEBSOCKET_ERROR, SOUP_WEBSOCKET_ERROR_BAD_HANDSHAKE)
        || error.is(SOUP_WEBSOCKET_ERROR, SOUP_WEBSOCKET_ERROR_NOT_WEBSOCKET))
        return text
            + "; something answers there, but not as confab does: give the address that the link "
              "of a call begins with, up to \"/r/\"";
    return text + "; is `confab serve` running there?";
}

} // namespace

BotSocket::BotSocket(SoupSession* session, const Server& server, Events events)
    : events_(std::move(events))
{
    struct Pending {
        BotSocket* socket;
        std::weak_ptr<const void> alive;
    };
    const std::string url = withoutSlash(server.url);
    const std::string origin = url.substr(0, url.find('/', url.find("://") + 3));
    // "http" becomes "ws", "https" "wss".
    auto message =
        GRef<SoupMessage>::adopt(soup_message_new("GET", ("ws" + url.substr(4) + "/ws").c_str()));
    if (server.anyCertificate)
        onCertificate_ = Signal::connect<gboolean(GTlsCertificate*, int)>(
            message.get(), "accept-certificate", [](GTlsCertificate*, int) { return TRUE; });
    soup_session_websocket_connect_async(
        session, message.get(), origin.c_str(), nullptr, G_PRIORITY_DEFAULT, cancel_.get(),
        [](GObject* s, GAsyncResult* result, gpointer data) {
            std::unique_ptr<Pending> pending(static_cast<Pending*>(data));
            GErrorOut error;
            auto connection = GRef<SoupWebsocketConnection>::adopt(
                soup_session_websocket_connect_finish(SOUP_SESSION(s), result, error));
            if (!pending->alive.expired())
                pending->socket->onConnected(std::move(connection), reasonOf(error));
        },
        new Pending{this, lifetime_.watch()});
}

BotSocket::~BotSocket()
{
    g_cancellable_cancel(cancel_.get());
    if (connection_
        && soup_websocket_connection_get_state(connection_.get()) == SOUP_WEBSOCKET_STATE_OPEN)
        soup_websocket_connection_close(connection_.get(), SOUP_WEBSOCKET_CLOSE_GOING_AWAY,
                                        nullptr);
}

void BotSocket::onConnected(GRef<SoupWebsocketConnection> connection, const std::string& error)
{
    if (!connection)
        return events_.closed(error);
    connection_ = std::move(connection);
    soup_websocket_connection_set_max_incoming_payload_size(connection_.get(), kMaxMessage);
    onMessage_ = Signal::connect<void(int, GBytes*)>(
        connection_.get(), "message", [this](int type, GBytes* bytes) {
            gsize size = 0;
            const auto* text = static_cast<const char*>(g_bytes_get_data(bytes, &size));
            if (type == SOUP_WEBSOCKET_DATA_TEXT)
                onText(text, size);
        });
    onClosed_ = Signal::connect<void()>(connection_.get(), "closed",
                                        [this] { events_.closed("the connection was closed"); });
    events_.opened();
}

void BotSocket::onText(const char* text, gsize size)
{
    if (auto message = wire::parseServer({text, size}))
        events_.message(*std::move(message));
}

void BotSocket::send(const wire::ClientMessage& message)
{
    if (connection_
        && soup_websocket_connection_get_state(connection_.get()) == SOUP_WEBSOCKET_STATE_OPEN)
        soup_websocket_connection_send_text(connection_.get(),
                                            wire::toText(wire::toJson(message)).c_str());
}

} // namespace confab::bot
