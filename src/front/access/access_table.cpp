// SPDX-License-Identifier: Apache-2.0
#include "front/access/access_table.hpp"

#include <algorithm>
#include <iterator>

namespace confab::front {

namespace {

constexpr Right kRights[] = {
    {Action::ReadPage, Principal::Stranger},
    {Action::ReadHealth, Principal::Stranger},
    {Action::ReadLayouts, Principal::Stranger},
    {Action::Connect, Principal::Stranger},
    {Action::Join, Principal::Stranger},
    {Action::Relay, Principal::Stranger},
    {Action::AskLobby, Principal::Stranger},
    {Action::ListRooms, Principal::Operator},
    {Action::ReadRoom, Principal::Operator},
    {Action::ChangeRoom, Principal::Operator},
    {Action::EndRoom, Principal::Operator},
    {Action::ChangeLayout, Principal::Operator},
    {Action::ChangeParticipant, Principal::Operator},
    {Action::RemoveParticipant, Principal::Operator},
    {Action::TakeSnapshot, Principal::Operator},
    {Action::ListRecordings, Principal::Stranger},
    {Action::ReadRecording, Principal::Stranger},
    {Action::DeleteRecording, Principal::Stranger},
    {Action::StartRecording, Principal::Stranger},
    {Action::ChangeRecording, Principal::Stranger},
    {Action::StopRecording, Principal::Stranger},
};

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

bool may(Principal principal, Action action)
{
    return principal >= kRights[std::size_t(action)].least;
}

// Who it is matters only where not everybody may: a wrong secret is no guess elsewhere.
std::optional<Refusal> AccessTable::refusalOf(const Caller& caller, Action action,
                                              const std::string&)
{
    if (may(Principal::Stranger, action))
        return std::nullopt;
    return guard_.refusalOf(caller);
}

} // namespace confab::front
