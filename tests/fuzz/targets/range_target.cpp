// SPDX-License-Identifier: Apache-2.0
#include "front/http/byte_range.hpp"
#include "front/http/http_reply.hpp"
#include "fuzz/target.hpp"
#include "fuzz/targets/targets.hpp"

namespace confab::fuzz {

namespace {

constexpr goffset kSizes[] = {0, 1, 1000, goffset(1) << 40};
const std::string kEtag = "\"12-3e8-5\"";

GRef<SoupServerMessage> messageWith(const std::string& headers)
{
    auto message = GRef<SoupServerMessage>::adopt(
        SOUP_SERVER_MESSAGE(g_object_new(SOUP_TYPE_SERVER_MESSAGE, nullptr)));
    soup_headers_parse(headers.c_str(), int(headers.size()),
                       soup_server_message_get_request_headers(message.get()));
    return message;
}

void check(SoupServerMessage* message, goffset total)
{
    const auto range = front::rangeOf(message, total, kEtag);
    const char* condition = front::http::requestHeader(message, "If-Range");
    must(range.kind == front::ByteRange::None || !condition || kEtag == condition,
         "a part is of the version that was asked for");
    if (range.kind == front::ByteRange::Part)
        must(range.start >= 0 && range.start <= range.end && range.end < total,
             "a part lies in its file");
}

} // namespace

void range(std::string_view headers)
{
    // As SoupServer has them: a request line, and the end of the head.
    const auto message = messageWith("GET / HTTP/1.1\r\n" + std::string(headers) + "\r\n\r\n");
    for (const auto total : kSizes)
        check(message.get(), total);
    const bool isConditional = front::http::requestHeader(message.get(), "If-None-Match")
        || front::http::requestHeader(message.get(), "If-Match");
    must(!front::http::replyByCondition(message.get(), kEtag) || isConditional,
         "who names no condition is not answered by one");
}

} // namespace confab::fuzz
