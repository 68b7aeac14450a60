// SPDX-License-Identifier: Apache-2.0
#include "front/access/access_table.hpp"

#include <algorithm>
#include <iterator>

namespace confab::front {

namespace {

constexpr const char* kLocked =
    "this room is locked: its recordings are for those who are in it (they say \"Authorization: "
    "Resume SECRET\", with the \"resume\" of their \"joined\") and for operators (\"Authorization: "
    "Bearer SECRET\"); a host can unlock it";

// clang-format off
constexpr Right kRights[] = {
    {Action::ReadPage, Principal::Stranger, Principal::Stranger},
    {Action::ReadHealth, Principal::Stranger, Principal::Stranger},
    {Action::ReadLayouts, Principal::Stranger, Principal::Stranger},
    {Action::Connect, Principal::Stranger, Principal::Stranger},
    {Action::Join, Principal::Stranger, Principal::Stranger},
    {Action::Relay, Principal::Stranger, Principal::Stranger},
    {Action::AskLobby, Principal::Stranger, Principal::Stranger},
    {Action::ListRooms, Principal::Operator, Principal::Operator},
    {Action::ReadRoom, Principal::Operator, Principal::Operator},
    {Action::ChangeRoom, Principal::Operator, Principal::Operator},
    {Action::EndRoom, Principal::Operator, Principal::Operator},
    {Action::ChangeLayout, Principal::Operator, Principal::Operator},
    {Action::ChangeParticipant, Principal::Operator, Principal::Operator},
    {Action::RemoveParticipant, Principal::Operator, Principal::Operator},
    {Action::TakeSnapshot, Principal::Operator, Principal::Operator},
    {Action::ListRecordings, Principal::Stranger, Principal::Member},
    {Action::ReadRecording, Principal::Stranger, Principal::Member},
    {Action::DeleteRecording, Principal::Stranger, Principal::Member},
    {Action::StartRecording, Principal::Stranger, Principal::Member},
    {Action::ChangeRecording, Principal::Stranger, Principal::Member},
    {Action::StopRecording, Principal::Stranger, Principal::Member},
};
// clang-format on

constexpr bool isRowOfEachAction()
{
    for (std::size_t i = 0; i < std::size(kRights); ++i)
        if (kRights[i].action != Action(i))
            return false;
    return std::size(kRights) == std::size_t(Action::StopRecording) + 1;
}
static_assert(isRowOfEachAction(), "a row for each action, in their order");

} // namespace

std::span<const Right> rights()
{
    return kRights;
}

bool may(Principal principal, Action action, bool isLocked)
{
    const Right& right = kRights[std::size_t(action)];
    return principal >= (isLocked ? right.leastIfLocked : right.least);
}

// Who it is matters only where not everybody may: a wrong secret is no guess elsewhere.
std::optional<Refusal> AccessTable::refusalOf(const Caller& caller, Action action,
                                              const std::string& room)
{
    const bool isLocked = !room.empty() && rooms_.isLocked(room);
    if (may(Principal::Stranger, action, isLocked))
        return std::nullopt;
    if (may(Principal::Member, action, isLocked) && rooms_.isMember(room, resumeSecretOf(caller)))
        return std::nullopt;
    auto refusal = guard_.refusalOf(caller);
    if (refusal && may(Principal::Member, action, isLocked) && refusal->wait.count() == 0)
        return Refusal{403, "room.locked", kLocked};
    return refusal;
}

} // namespace confab::front
