// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "front/http/http_reply.hpp"
#include "front/http/http_routes.hpp"

#include <nlohmann/json.hpp>

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace confab::front {

/// The request's body as `read` understands it: a struct that needs no more checking. Nothing: it
/// is no object, or `read` says what is wrong with it, and the answer (400) is given.
template <class T>
std::optional<T> bodyOf(const HttpRequest& request, Result<T> (*read)(const nlohmann::json&))
{
    const auto body = http::requestObject(request.message);
    if (!body)
        return std::nullopt;
    auto result = read(*body);
    if (result)
        return *std::move(result);
    http::replyProblem(request.message, 400, "body.invalid", result.error().message);
    return std::nullopt;
}

/// The complaint about a key that is not one of those, or "".
std::string complaintAboutKeys(const nlohmann::json& body,
                               std::initializer_list<std::string_view> known);

} // namespace confab::front
