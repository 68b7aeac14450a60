// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <libsoup/soup.h>

#include <string>

namespace confab::front {

/// The one part of a file that a request asks for, if there is one and it can be given. libsoup
/// would do ranges too, but takes the whole file into memory for it.
struct ByteRange {
    enum { None, Part, Unsatisfiable } kind = None;
    goffset start = 0, end = 0; ///< inclusive
};

/// Reads the headers Range and If-Range (RFC 9110). A request for several parts gets the whole
/// file.
ByteRange rangeOf(SoupServerMessage* message, goffset total, const std::string& etag);

} // namespace confab::front
