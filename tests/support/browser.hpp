// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/gobject.hpp"

#include <libsoup/soup.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <deque>
#include <memory>
#include <optional>
#include <string>

namespace confab::test {

/// A browser's WebSocket, as far as the front can tell. Remembers what it was told.
class Browser {
public:
    /// `prefix`: what a proxy says that it has taken off the path.
    Browser(const std::string& httpUrl, const char* origin = nullptr, const char* prefix = nullptr,
            const std::string& path = "/ws")
    {
        const auto url = "ws" + httpUrl.substr(4) + path;
        const auto message =
            GRef<SoupMessage>::adopt(soup_message_new(SOUP_METHOD_GET, url.c_str()));
        if (prefix)
            soup_message_headers_append(soup_message_get_request_headers(message.get()),
                                        "X-Forwarded-Prefix", prefix);
        anyCertificate_ = Signal::connect<gboolean(GTlsCertificate*, int)>(
            message.get(), "accept-certificate", [](GTlsCertificate*, int) { return TRUE; });
        using Weak = std::weak_ptr<State>;
        soup_session_websocket_connect_async(
            session_.get(), message.get(), origin, nullptr, G_PRIORITY_DEFAULT, nullptr,
            [](GObject* session, GAsyncResult* result, gpointer data) {
                const std::unique_ptr<Weak> weak(static_cast<Weak*>(data));
                auto connection = GRef<SoupWebsocketConnection>::adopt(
                    soup_session_websocket_connect_finish(SOUP_SESSION(session), result, nullptr));
                if (const auto state = weak->lock())
                    state->opened(std::move(connection));
            },
            new Weak(state_));
    }

    bool isOpen() const { return state_->connection && !isClosed(); }
    bool isRefused() const { return state_->refused; }
    bool isClosed() const { return state_->closeCode.has_value(); }
    int closeCode() const { return state_->closeCode.value_or(-1); }

    void send(const std::string& text)
    {
        soup_websocket_connection_send_text(state_->connection.get(), text.c_str());
    }
    void send(const nlohmann::json& message) { send(message.dump()); }
    void close(unsigned short code)
    {
        soup_websocket_connection_close(state_->connection.get(), code, nullptr);
    }
    /// Without a goodbye.
    void vanish()
    {
        auto* stream = soup_websocket_connection_get_io_stream(state_->connection.get());
        state_->closed = {};
        g_io_stream_close(stream, nullptr, nullptr);
    }

    /// The first message of that type that has come and was not asked for yet; null if none has.
    nlohmann::json take(const std::string& type)
    {
        auto& inbox = state_->inbox;
        const auto found = std::find_if(inbox.begin(), inbox.end(),
                                        [&](const auto& m) { return m.value("type", "") == type; });
        if (found == inbox.end())
            return nullptr;
        auto message = std::move(*found);
        inbox.erase(found);
        return message;
    }

private:
    struct State {
        void opened(GRef<SoupWebsocketConnection> c)
        {
            refused = !c;
            if (refused)
                return;
            connection = std::move(c);
            message = Signal::connect<void(int, GBytes*)>(
                connection.get(), "message", [this](int, GBytes* bytes) {
                    gsize size = 0;
                    const auto* data = static_cast<const char*>(g_bytes_get_data(bytes, &size));
                    inbox.push_back(nlohmann::json::parse(data, data + size));
                });
            closed = Signal::connect<void()>(connection.get(), "closed", [this] {
                closeCode = soup_websocket_connection_get_close_code(connection.get());
            });
        }

        bool refused = false;
        GRef<SoupWebsocketConnection> connection;
        std::optional<int> closeCode;
        std::deque<nlohmann::json> inbox;
        Signal message, closed;
    };

    GRef<SoupSession> session_ = GRef<SoupSession>::adopt(soup_session_new());
    std::shared_ptr<State> state_ = std::make_shared<State>();
    Signal anyCertificate_;
};

} // namespace confab::test
