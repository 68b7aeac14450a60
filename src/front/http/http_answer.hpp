// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace confab::front {

/// An answer to a request, apart from the request. Plain value.
struct HttpAnswer {
    unsigned status = 0;
    std::string body; ///< JSON; from 400 on an RFC 9457 problem
};

} // namespace confab::front
