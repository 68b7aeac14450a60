// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

namespace confab::front {

/// What is wrong with a request, as HTTP says it. Literals.
struct RequestFault {
    unsigned status;
    const char* code; ///< stable
    const char* detail; ///< for a person
};

/// The head of a request that has been looked at. Plain value.
struct RequestHead {
    /// Limit (per request): bytes of its head, which is its address and all of its headers. Above
    /// it: 431, and the rest is not read. At it: 32 KB until it is answered.
    static constexpr std::size_t kMax = 32 * 1024;
    /// Limit (per request): bytes of the body. Above it: 413, and the body is not read. At it: 64
    /// KB.
    static constexpr std::size_t kMaxBody = 64 * 1024;

    /// The head anew, with its empty line: no line in it can be read in two ways. The Host is the
    /// one of the address if that has one (RFC 9112, 3.2.2), and no go-ahead is asked for any more.
    std::string text;
    std::size_t bodySize = 0;
    bool awaitsGoAhead = false; ///< "Expect: 100-continue": the body comes after that
    bool isUpgrade = false; ///< wants to speak something else after the answer
};

/// Where the head ends, behind its empty line; npos: it does not yet. Nothing before `from` is
/// looked at again.
std::size_t endOfHead(std::string_view bytes, std::size_t from);

/// `text` ends with the empty line. Stricter than libsoup, which skips what it does not understand:
/// a proxy before us may have understood it.
std::variant<RequestHead, RequestFault> readHead(std::string_view text);

} // namespace confab::front
