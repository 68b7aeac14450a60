// SPDX-License-Identifier: Apache-2.0
#include "front/http/http_reply.hpp"

#include "base/json/json.hpp"
#include "wire/wire_json.hpp"

#include <nlohmann/json.hpp>

namespace confab::front::http {

namespace {

// 'self' covers the WebSocket too: in Chromium, Firefox ESR and Safari from 15.4 on. The page's
// scripts handle its forms; none is ever sent. A srcObject needs no source.
constexpr std::pair<const char*, const char*> kCommonHeaders[] = {
    {"Content-Security-Policy",
     "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
     "media-src 'self' blob:; connect-src 'self'; base-uri 'none'; "
     "form-action 'none'; frame-ancestors 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Permissions-Policy",
     "camera=(self), microphone=(self), display-capture=(self), screen-wake-lock=(self), "
     "fullscreen=(self), autoplay=(self), geolocation=(), payment=(), usb=()"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    // Browsers may keep it, but ask again each time: most addresses do not tell one version from
    // the next, and an ETag makes the answer short.
    {"Cache-Control", "no-cache"},
};

using List = std::unique_ptr<GSList, FreeWith<soup_header_free_list>>;

/// Is it in a list of ETags? "*" is any (RFC 9110, 13.1).
bool names(const std::string& list, const std::string& etag)
{
    const List entries(soup_header_parse_list(list.c_str()));
    for (const GSList* entry = entries.get(); entry; entry = entry->next)
        if (const std::string_view text = static_cast<const char*>(entry->data);
            text == "*" || text == etag)
            return true;
    return false;
}

/// A proxy that has packed the answer calls the version a weak one.
bool namesWeakly(const std::string& list, const std::string& etag)
{
    return names(list, etag) || names(list, "W/" + etag);
}

} // namespace

std::optional<nlohmann::json> requestObject(SoupServerMessage* message)
{
    const auto body = GRef<GBytes>::adopt(
        soup_message_body_flatten(soup_server_message_get_request_body(message)));
    gsize size = 0;
    const auto* data = static_cast<const char*>(g_bytes_get_data(body.get(), &size));
    if (size == 0)
        return nlohmann::json::object();
    auto object = parseJson({data, size});
    if (object.is_object())
        return object;
    replyProblem(message, 400, "body.invalid", "the body must be a JSON object");
    return std::nullopt;
}

std::string queryOf(SoupServerMessage* message, const char* name)
{
    using Table = std::unique_ptr<GHashTable, FreeWith<g_hash_table_unref>>;
    const char* query = g_uri_get_query(soup_server_message_get_uri(message));
    if (!query)
        return {};
    const Table table(g_uri_parse_params(query, -1, "&", G_URI_PARAMS_WWW_FORM, nullptr));
    const auto* value =
        table ? static_cast<const char*>(g_hash_table_lookup(table.get(), name)) : nullptr;
    return value ? value : "";
}

const char* requestHeader(SoupServerMessage* message, const char* name)
{
    return soup_message_headers_get_one(soup_server_message_get_request_headers(message), name);
}

std::string requestHeaders(SoupServerMessage* message, const char* name)
{
    const char* list =
        soup_message_headers_get_list(soup_server_message_get_request_headers(message), name);
    return list ? list : "";
}

void setHeader(SoupServerMessage* message, const char* name, const std::string& value)
{
    soup_message_headers_replace(soup_server_message_get_response_headers(message), name,
                                 value.c_str());
}

GRef<GBytes> bytesOf(const std::string& text)
{
    return GRef<GBytes>::adopt(g_bytes_new(text.data(), text.size()));
}

void addCommonHeaders(SoupServerMessage* message)
{
    for (const auto& [name, value] : kCommonHeaders)
        setHeader(message, name, value);
}

void reply(SoupServerMessage* message, unsigned status, const char* contentType,
           const GRef<GBytes>& body)
{
    addCommonHeaders(message);
    setHeader(message, "Content-Type", contentType);
    soup_message_headers_set_content_length(soup_server_message_get_response_headers(message),
                                            goffset(g_bytes_get_size(body.get())));
    soup_message_body_append_bytes(soup_server_message_get_response_body(message), body.get());
    soup_server_message_set_status(message, status, phraseOf(status));
}

void replyJson(SoupServerMessage* message, unsigned status, const nlohmann::json& body)
{
    reply(message, status, "application/json", bytesOf(wire::toText(body)));
}

void replyNothing(SoupServerMessage* message)
{
    addCommonHeaders(message);
    soup_server_message_set_status(message, SOUP_STATUS_NO_CONTENT, nullptr);
}

const char* phraseOf(unsigned status)
{
    constexpr std::pair<unsigned, const char*> kOfRfc6585[] = {
        {428, "Precondition Required"},
        {429, "Too Many Requests"},
        {431, "Request Header Fields Too Large"},
        {511, "Network Authentication Required"},
    };
    for (const auto& [known, phrase] : kOfRfc6585)
        if (known == status)
            return phrase;
    return soup_status_get_phrase(status);
}

std::string problemText(unsigned status, const char* code, const std::string& detail)
{
    return wire::toText({{"type", "about:blank"},
                         {"title", phraseOf(status)},
                         {"status", status},
                         {"code", code},
                         {"detail", detail}});
}

void replyProblem(SoupServerMessage* message, unsigned status, const char* code,
                  const std::string& detail)
{
    soup_message_body_truncate(soup_server_message_get_response_body(message));
    reply(message, status, "application/problem+json", bytesOf(problemText(status, code, detail)));
}

void reply(SoupServerMessage* message, const HttpAnswer& answer)
{
    const char* type = answer.status < 400 ? "application/json" : "application/problem+json";
    reply(message, answer.status, type, bytesOf(answer.body));
}

std::string etagOf(GBytes* bytes)
{
    const GCharPtr sum(g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes));
    return '"' + std::string(sum.get(), 24) + '"';
}

bool replyByCondition(SoupServerMessage* message, const std::string& etag)
{
    setHeader(message, "ETag", etag);
    const auto wanted = requestHeaders(message, "If-Match");
    if (!wanted.empty() && !names(wanted, etag)) {
        replyProblem(message, SOUP_STATUS_PRECONDITION_FAILED, "version.other",
                     "what is here now is another version than the one of If-Match");
        return true;
    }
    if (!namesWeakly(requestHeaders(message, "If-None-Match"), etag))
        return false;
    addCommonHeaders(message);
    soup_server_message_set_status(message, SOUP_STATUS_NOT_MODIFIED, nullptr);
    return true;
}

} // namespace confab::front::http
