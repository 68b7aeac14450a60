// SPDX-License-Identifier: Apache-2.0
#include "room/entrance.hpp"

#include "config/turn_credential.hpp"

#include <chrono>
#include <utility>

namespace confab::room {

using wire::ErrorMessage;

namespace {

std::vector<wire::IceServer> iceServersFor(const std::string& participant,
                                           const config::IceConfig& config)
{
    std::vector<wire::IceServer> servers;
    for (const auto& s : config::serversFor(config, participant, std::chrono::system_clock::now()))
        servers.push_back({s.urls, s.username, s.credential});
    return servers;
}

} // namespace

Entrance::Entrance(const std::string& room, const config::Config& config, const Roster& roster,
                   const Views& views, const Recordings& recordings, const Moderation& moderation,
                   const Chat& chat)
    : room_(room), config_(config), roster_(roster), views_(views), recordings_(recordings),
      moderation_(moderation), chat_(chat)
{
}

std::unique_ptr<Participant> Entrance::participantOf(const link::Join& message)
{
    const auto& join = message.join;
    auto participant = std::make_unique<Participant>();
    participant->shown = {.id = message.participant,
                          .name = join.name,
                          .audio = join.audio && !join.observer,
                          .video = join.video && !join.observer,
                          .observer = join.observer,
                          .recorded = join.recorded};
    participant->resume = message.resume;
    return participant;
}

std::optional<ErrorMessage> Entrance::refusalOf(const link::Join& message) const
{
    if (moderation_.isLocked() && !message.isBack)
        return ErrorMessage{"room.locked", "this room is locked; ask a host to open it", "join"};
    if (isFull())
        return ErrorMessage{"room.full", "this room is full; try again when somebody has left",
                            "join"};
    return std::nullopt;
}

std::optional<std::string> Entrance::seatToGiveUp() const
{
    if (!isFull())
        return std::nullopt;
    const Participant* longest = nullptr;
    for (const auto& p : roster_.all())
        if (p->away && (!longest || p->goneSince < longest->goneSince))
            longest = p.get();
    return longest ? std::optional(longest->id()) : std::nullopt;
}

wire::Joined Entrance::welcome(const Participant& participant, std::vector<PeerId> held) const
{
    wire::Joined joined{.participant = participant.id(),
                        .resume = participant.resume,
                        .room = room_,
                        .iceServers = iceServersFor(participant.id(), config_.ice),
                        .peers = std::move(held),
                        .layout = views_.layoutOf(participant),
                        .recordings = recordings_.all(),
                        .chat = chat_.history(),
                        .locked = moderation_.isLocked(),
                        .maxParticipants = config_.room.maxParticipants};
    if (!joined.recordings.empty())
        joined.recording = joined.recordings.front();
    for (const auto& p : roster_.all())
        joined.participants.push_back(p->shown);
    return joined;
}

bool Entrance::isFull() const
{
    return int(roster_.all().size()) >= config_.room.maxParticipants;
}

} // namespace confab::room
