// SPDX-License-Identifier: Apache-2.0
#include "front/http/request_body.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace confab::front {

std::string complaintAboutKeys(const nlohmann::json& body,
                               std::initializer_list<std::string_view> known)
{
    for (const auto& [key, value] : body.items())
        if (std::find(known.begin(), known.end(), key) == known.end())
            return fmt::format("\"{}\" is not known here", key);
    return {};
}

} // namespace confab::front
