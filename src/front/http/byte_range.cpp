// SPDX-License-Identifier: Apache-2.0
#include "front/http/byte_range.hpp"

#include "front/http/http_reply.hpp"

#include <algorithm>
#include <cstring>

namespace confab::front {

ByteRange rangeOf(SoupServerMessage* message, goffset total, const std::string& etag)
{
    auto* headers = soup_server_message_get_request_headers(message);
    const char* condition = http::requestHeader(message, "If-Range");
    const char* text = http::requestHeader(message, "Range");
    if (!text || (condition && etag != condition))
        return {};
    SoupRange* ranges = nullptr;
    int count = 0;
    if (!soup_message_headers_get_ranges(headers, total, &ranges, &count))
        return {};
    ByteRange range;
    const bool isOfItsEnd = std::strstr(text, "=-") != nullptr;
    if (count == 1 && ranges[0].start < 0)
        ranges[0].start = isOfItsEnd ? 0 : total; // libsoup (3.2) begins before the file
    if (count == 1 && ranges[0].start < total && ranges[0].start <= ranges[0].end)
        range = {ByteRange::Part, ranges[0].start, std::min(ranges[0].end, total - 1)};
    else if (count == 1)
        range.kind = ByteRange::Unsatisfiable;
    soup_message_headers_free_ranges(headers, ranges);
    return range;
}

} // namespace confab::front
