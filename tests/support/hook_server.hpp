// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/gobject.hpp"

#include <libsoup/soup.h>

#include <deque>
#include <string>
#include <vector>

namespace confab::test {

/// Somebody's web server that webhooks are sent to. On the loop that is the thread-default context.
class HookServer {
public:
    struct Request {
        std::string body;
        std::string signature; ///< Confab-Signature, or ""
        std::string type;
    };

    HookServer()
    {
        soup_server_add_handler(
            server_.get(), nullptr,
            [](SoupServer*, SoupServerMessage* message, const char*, GHashTable*, gpointer self) {
                static_cast<HookServer*>(self)->onRequest(message);
            },
            this, nullptr);
        soup_server_listen_local(server_.get(), 0, SOUP_SERVER_LISTEN_IPV4_ONLY, nullptr);
    }
    ~HookServer() { soup_server_disconnect(server_.get()); }
    HookServer(const HookServer&) = delete;
    HookServer& operator=(const HookServer&) = delete;

    std::string url() const
    {
        GSList* uris = soup_server_get_uris(server_.get());
        const GCharPtr text(g_uri_to_string(static_cast<GUri*>(uris->data)));
        g_slist_free_full(uris, reinterpret_cast<GDestroyNotify>(g_uri_unref));
        return std::string(text.get()) + "hook";
    }

    std::deque<unsigned> statuses; ///< of the next answers; then 200
    std::vector<Request> requests;

private:
    void onRequest(SoupServerMessage* message)
    {
        auto* headers = soup_server_message_get_request_headers(message);
        const auto header = [&](const char* name) {
            const char* value = soup_message_headers_get_one(headers, name);
            return std::string(value ? value : "");
        };
        const auto body = GRef<GBytes>::adopt(
            soup_message_body_flatten(soup_server_message_get_request_body(message)));
        gsize size = 0;
        const auto* data = static_cast<const char*>(g_bytes_get_data(body.get(), &size));
        requests.push_back(
            {std::string(data, size), header("Confab-Signature"), header("Content-Type")});
        const unsigned status = statuses.empty() ? 200 : statuses.front();
        if (!statuses.empty())
            statuses.pop_front();
        soup_server_message_set_status(message, status, nullptr);
    }

    GRef<SoupServer> server_ = GRef<SoupServer>::adopt(soup_server_new(nullptr, nullptr));
};

} // namespace confab::test
