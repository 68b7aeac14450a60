// SPDX-License-Identifier: Apache-2.0
#include "front/api/body/recording_bodies.hpp"

#include "base/canvas_limits.hpp"
#include "base/json/fields.hpp"
#include "front/http/request_body.hpp"

#include <fmt/format.h>

namespace confab::front {

namespace {

using nlohmann::json;

Error invalid(const std::string& complaint)
{
    return {Errc::InvalidArgument, complaint};
}

/// The complaint about the body of a request, or "".
std::string checkSize(Fields& fields)
{
    const int width = fields.numberOr("width", kMinCanvasSide);
    const int height = fields.numberOr("height", kMinCanvasSide);
    if (fields.has("width") != fields.has("height"))
        return "\"width\" and \"height\" go together";
    if (!isCanvasSide(width) || !isCanvasSide(height))
        return fmt::format("\"width\" and \"height\" must be even, {} to {}", kMinCanvasSide,
                           kMaxCanvasSide);
    return {};
}

} // namespace

Result<wire::Record> readStart(const json& body)
{
    Fields fields(body);
    auto complaint =
        complaintAboutKeys(body, {"layout", "format", "tracks", "hls", "width", "height"});
    wire::Record wish{.on = true,
                      .width = fields.numberOr("width", 0),
                      .height = fields.numberOr("height", 0),
                      .format = fields.textOr("format", ""),
                      .tracks = fields.maybeFlag("tracks"),
                      .hls = fields.maybeFlag("hls")};
    if (fields.has("layout"))
        wish.layout = fields.text("layout");
    if (complaint.empty())
        complaint = checkSize(fields);
    if (!fields.ok())
        return invalid(fields.problem());
    if (fields.has("format") && wish.format != "webm" && wish.format != "mp4")
        return invalid("\"format\" must be \"webm\" or \"mp4\"");
    if (!complaint.empty())
        return invalid(complaint);
    return wish;
}

Result<wire::Record> readChange(const json& body)
{
    Fields fields(body);
    wire::Record wish{.on = true, .paused = fields.maybeFlag("paused")};
    if (fields.has("layout"))
        wish.layout = fields.text("layout");
    if (!fields.ok())
        return invalid(fields.problem());
    if (body.empty())
        return invalid("say \"paused\" or \"layout\"");
    if (const auto complaint = complaintAboutKeys(body, {"paused", "layout"}); !complaint.empty())
        return invalid(complaint);
    return wish;
}

} // namespace confab::front
