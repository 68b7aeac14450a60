// SPDX-License-Identifier: Apache-2.0
#include "front/net/request/request_head.hpp"

#include "base/glib/gobject.hpp"

#include <libsoup/soup.h>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace confab::front {

namespace {

constexpr RequestFault kInvalid{400, "request.invalid", "this is not a request of HTTP/1.1"};
constexpr RequestFault kLine{400, "request.invalid",
                             "each line of the head must be \"Name: value\""};
constexpr RequestFault kHost{400, "host.invalid", "there must be one Host, with a name and a port"};
constexpr RequestFault kTarget{400, "address.invalid", "the address cannot be read"};
constexpr RequestFault kLength{400, "length.invalid",
                               "there may be one Content-Length, a number of bytes"};
constexpr RequestFault kTooLong{413, "body.too-large", "send no body, or at most 64 KB"};
constexpr RequestFault kNoLength{411, "length.required", "send no body, or at most 64 KB"};
constexpr RequestFault kCoding{501, "coding.unknown", "send the body as it is, with its length"};

using UriPtr = std::unique_ptr<GUri, FreeWith<g_uri_unref>>;
using HeadersPtr = std::unique_ptr<SoupMessageHeaders, FreeWith<soup_message_headers_unref>>;

/// As libsoup reads it.
UriPtr uriOf(const std::string& text)
{
    return UriPtr(g_uri_parse(text.c_str(), GUriFlags(SOUP_HTTP_URI_FLAGS), nullptr));
}

/// What is left to do before it is a RequestHead.
struct Draft {
    std::string method, target, host;
    SoupHTTPVersion version = SOUP_HTTP_1_1;
    HeadersPtr headers{soup_message_headers_new(SOUP_MESSAGE_HEADERS_REQUEST)};

    std::string all(const char* name) const
    {
        const char* list = soup_message_headers_get_list(headers.get(), name);
        return list ? list : "";
    }
    bool has(const char* name) const
    {
        return soup_message_headers_get_list(headers.get(), name) != nullptr;
    }
};

/// RFC 9110, 5.6.2.
bool isTokenCharacter(char c)
{
    return g_ascii_isalnum(c) || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string::npos;
}

bool isHeaderLine(std::string_view line)
{
    const auto colon = line.find(':');
    return colon != line.npos && colon > 0
        && std::all_of(line.begin(), line.begin() + std::ptrdiff_t(colon), isTokenCharacter);
}

/// No line goes on in the next one, none is without a colon, none has a space before it, and there
/// is no control character that could pass for an end.
bool areLinesPlain(std::string_view text)
{
    for (bool isFirst = true;; isFirst = false) {
        auto line = text.substr(0, text.find('\n'));
        text.remove_prefix(line.size() + 1);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        if (line.empty())
            return true;
        if (line.find('\0') != line.npos || line.find('\r') != line.npos
            || (!isFirst && !isHeaderLine(line)))
            return false;
    }
}

bool isHost(const std::string& host)
{
    if (host.find_first_of(", /@?#\\\"<>") != host.npos)
        return false;
    const auto uri = uriOf("http://" + host + "/");
    return uri && g_uri_get_host(uri.get()) && *g_uri_get_host(uri.get());
}

/// "http://example.org:8080/path?query" becomes a path, and a host.
bool splitTarget(Draft& draft)
{
    const auto uri = uriOf(draft.target);
    const auto begin = draft.target.find("://");
    if (!uri || begin == std::string::npos)
        return false;
    const std::string scheme = g_uri_get_scheme(uri.get());
    if (scheme != "http" && scheme != "https")
        return false;
    const auto path = std::min(draft.target.find_first_of("/?", begin + 3), draft.target.size());
    draft.host = draft.target.substr(begin + 3, path - begin - 3);
    draft.target.erase(0, path);
    if (!draft.target.starts_with('/'))
        draft.target.insert(0, "/");
    return isHost(draft.host);
}

std::optional<RequestFault> placeFault(Draft& draft)
{
    draft.host = draft.all("Host");
    if (draft.has("Host") ? !isHost(draft.host) : draft.version != SOUP_HTTP_1_0)
        return kHost;
    if (draft.method == "CONNECT" || draft.target == "*")
        return std::nullopt; // refused by those who answer
    if (!draft.target.starts_with('/') && !splitTarget(draft))
        return kTarget;
    return uriOf("http://host" + draft.target) ? std::nullopt : std::optional(kTarget);
}

std::optional<RequestFault> bodyFault(const Draft& draft, std::size_t& size)
{
    const auto length = draft.all("Content-Length"), coding = draft.all("Transfer-Encoding");
    if (!coding.empty()) {
        if (draft.has("Content-Length"))
            return kLength;
        return g_ascii_strcasecmp(coding.c_str(), "chunked") == 0 ? kNoLength : kCoding;
    }
    if (!draft.has("Content-Length"))
        return std::nullopt;
    if (length.empty()
        || !std::all_of(length.begin(), length.end(), [](char c) { return g_ascii_isdigit(c); }))
        return kLength;
    const auto end = length.data() + length.size();
    if (std::from_chars(length.data(), end, size).ec != std::errc() || size > RequestHead::kMaxBody)
        return kTooLong;
    return std::nullopt;
}

std::string written(const Draft& draft)
{
    std::string text = fmt::format("{} {} HTTP/1.{}\r\n", draft.method, draft.target,
                                   draft.version == SOUP_HTTP_1_0 ? 0 : 1);
    if (!draft.host.empty())
        text += "Host: " + draft.host + "\r\n";
    soup_message_headers_foreach(
        draft.headers.get(),
        [](const char* name, const char* value, gpointer data) {
            if (g_ascii_strcasecmp(name, "Host") != 0 && g_ascii_strcasecmp(name, "Expect") != 0)
                *static_cast<std::string*>(data) += fmt::format("{}: {}\r\n", name, value);
        },
        &text);
    return text + "\r\n";
}

} // namespace

std::size_t endOfHead(std::string_view bytes, std::size_t from)
{
    for (auto line = bytes.find('\n', from); line != bytes.npos;
         line = bytes.find('\n', line + 1)) {
        const auto next = bytes.substr(line + 1, 2);
        if (next.starts_with('\n') || next == "\r\n")
            return line + 1 + (next.starts_with('\n') ? 1 : 2);
    }
    return bytes.npos;
}

std::variant<RequestHead, RequestFault> readHead(std::string_view text)
{
    if (!areLinesPlain(text))
        return kLine;
    Draft draft;
    GCharPtr method, target;
    char *methodText = nullptr, *targetText = nullptr;
    const auto status =
        soup_headers_parse_request(text.data(), int(text.size()), draft.headers.get(), &methodText,
                                   &targetText, &draft.version);
    method.reset(methodText), target.reset(targetText);
    if (status != SOUP_STATUS_OK)
        return RequestFault{status, kInvalid.code, kInvalid.detail};
    draft.method = method.get(), draft.target = target.get();
    RequestHead head;
    if (const auto fault = placeFault(draft))
        return *fault;
    if (const auto fault = bodyFault(draft, head.bodySize))
        return *fault;
    head.awaitsGoAhead =
        (soup_message_headers_get_expectations(draft.headers.get()) & SOUP_EXPECTATION_CONTINUE)
        && draft.version == SOUP_HTTP_1_1;
    head.isUpgrade = draft.has("Upgrade");
    head.text = written(draft);
    return head;
}

} // namespace confab::front
