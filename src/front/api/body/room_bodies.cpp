// SPDX-License-Identifier: Apache-2.0
#include "front/api/body/room_bodies.hpp"

#include "base/json/fields.hpp"
#include "front/http/request_body.hpp"
#include "wire/people_json.hpp"

namespace confab::front {

namespace {

using nlohmann::json;

Error invalid(const std::string& complaint)
{
    return {Errc::InvalidArgument, complaint};
}

/// The complaint, or "".
std::string complaintAbout(const json& body, const Fields& fields, const std::string& role,
                           std::optional<bool> muted)
{
    if (!fields.ok())
        return fields.problem();
    if (body.empty())
        return "say \"muted\", \"pinned\" or \"role\"";
    if (!wire::roleNamed(role))
        return "\"role\" must be \"host\" or \"guest\"";
    if (muted == false)
        return "\"muted\" can only be true: nobody else can switch a microphone on";
    return complaintAboutKeys(body, {"muted", "pinned", "role"});
}

} // namespace

Result<wire::ParsedClient> readLayout(const json& body)
{
    if (body.empty())
        return invalid("say the \"name\" of a layout, or \"custom\", \"background\" or \"order\"");
    const auto complaint =
        complaintAboutKeys(body, {"view", "name", "custom", "background", "order"});
    if (!complaint.empty())
        return invalid(complaint);
    json message = body;
    message["type"] = "layout";
    return wire::readClient(message);
}

Result<wire::Lock> readRoom(const json& body)
{
    Fields fields(body);
    const bool locked = fields.flag("locked");
    const auto complaint = fields.ok() ? complaintAboutKeys(body, {"locked"}) : fields.problem();
    if (!complaint.empty())
        return invalid(complaint);
    return wire::Lock{locked};
}

Result<link::ChangeParticipant> readParticipant(const json& body)
{
    Fields fields(body);
    const auto muted = fields.maybeFlag("muted");
    link::ChangeParticipant wish{
        .participant = {}, .muted = muted.value_or(false), .pinned = fields.maybeFlag("pinned")};
    const auto role = fields.textOr("role", "guest");
    if (fields.has("role"))
        wish.role = wire::roleNamed(role);
    const auto complaint = complaintAbout(body, fields, role, muted);
    if (!complaint.empty())
        return invalid(complaint);
    return wish;
}

} // namespace confab::front
