// SPDX-License-Identifier: Apache-2.0
#include "front/http/request_body.hpp"

#include "front/http/http_reply.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace confab::front {

std::optional<nlohmann::json> bodyOf(const HttpRequest& request,
                                     std::string (*check)(const nlohmann::json&))
{
    auto body = http::requestObject(request.message);
    const auto complaint = body ? check(*body) : std::string();
    if (complaint.empty())
        return body;
    http::replyProblem(request.message, 400, "body.invalid", complaint);
    return std::nullopt;
}

std::string complaintAboutKeys(const nlohmann::json& body,
                               std::initializer_list<std::string_view> known)
{
    for (const auto& [key, value] : body.items())
        if (std::find(known.begin(), known.end(), key) == known.end())
            return fmt::format("\"{}\" is not known here", key);
    return {};
}

} // namespace confab::front
