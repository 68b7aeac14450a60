// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>

namespace confab::front {

/// An answer to a request, apart from the request. Plain value.
struct HttpAnswer {
    unsigned status = 0;
    nlohmann::json body; ///< from 400 on an RFC 9457 problem
};

} // namespace confab::front
