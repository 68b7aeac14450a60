// SPDX-License-Identifier: Apache-2.0
#include "front/rooms/room_supervisor.hpp"

#include "base/glib/log.hpp"
#include "front/rooms/runtime_folder.hpp"
#include "link/room_key.hpp"
#include "wire/names.hpp"

#include <sys/un.h>

#include <algorithm>

namespace confab::front {

namespace {

/// Limit (in all): rooms at a time, those without a process among them. Above it: the join is
/// refused with room.limit. At it: 12 GB, if somebody is in each of them (62 MB, 19 threads).
constexpr std::size_t kMaxRooms = 200;
/// Limit (per client): rooms at a time that it has opened, half of all. Above it: the join is
/// refused with room.limit. At it: 6 GB.
constexpr std::ptrdiff_t kMaxRoomsOfClient = 100;
constexpr std::size_t kMaxSocketPath = sizeof(sockaddr_un::sun_path) - 1;
constexpr std::string_view kSocketEnding = ".sock";
constexpr const char* kResumeEnding = ".resume";

Error tooManyRooms(const char* words)
{
    return {Errc::Conflict, words};
}

} // namespace

void RoomSupervisor::adoptAll(const Folder& runtime)
{
    for (const auto& file : runtime.names()) {
        const auto name = file.substr(0, file.rfind('.'));
        if (!file.ends_with(kSocketEnding) || !wire::isRoomName(name))
            continue;
        if (open(name, "").adopt())
            continue;
        rooms_.erase(name);
        unlinkat(runtime.fd(), file.c_str(), 0);
    }
    for (const auto& file : runtime.names())
        if (isOfARoom(file) && !rooms_.contains(file.substr(0, file.rfind('.'))))
            runtime.removeFile(file);
}

void RoomSupervisor::join(Guest& guest, wire::Join join)
{
    if (done_)
        return guest.refuse("room.unavailable", "the server is stopping");
    if (setupOf(join.room).socket.size() > kMaxSocketPath)
        return guest.refuse("room.unavailable",
                            "the path of this server's runtime folder is too long for a room of "
                            "that name: take a shorter name, or start it with a shorter --runtime");
    if (!joins_.admits(guest.client(), ClientRate::Clock::now()))
        return guest.refuse("join.limit", "that is too many joins at once; try again in a second");
    if (const auto refusal = refusalOf(join.room, guest.client()))
        return guest.refuse("room.limit", refusal->message);
    open(join.room, guest.client()).join(guest, std::move(join));
}

std::optional<Error> RoomSupervisor::refusalOf(const std::string& name,
                                               const std::string& client) const
{
    if (rooms_.contains(name))
        return std::nullopt;
    if (rooms_.size() >= kMaxRooms)
        return tooManyRooms("the server has as many rooms as it can");
    const auto isTheirs = [&](const auto& room) { return room.second->opener() == client; };
    if (!client.empty() && std::ranges::count_if(rooms_, isTheirs) >= kMaxRoomsOfClient)
        return tooManyRooms("you have opened as many rooms as one client may");
    return std::nullopt;
}

void RoomSupervisor::call(const std::string& room, link::Wish wish, Answered answered)
{
    if (const auto known = rooms_.find(room); known != rooms_.end())
        return known->second->call(std::move(wish), std::move(answered));
    loop_.post([answered = std::move(answered)] { answered(noSuchRoom()); });
}

bool RoomSupervisor::isMember(const std::string& room, const std::string& secret) const
{
    const auto known = rooms_.find(room);
    return known != rooms_.end() && known->second->isMember(secret);
}

void RoomSupervisor::shutDown(std::function<void()> done)
{
    done_ = std::move(done);
    for (const auto& [name, room] : rooms_)
        room->shutDown();
    checkDone();
}

SupervisedRoom& RoomSupervisor::open(const std::string& name, const std::string& client)
{
    if (const auto known = rooms_.find(name); known != rooms_.end())
        return *known->second;
    auto setup = setupOf(name);
    setup.opener = client;
    auto room =
        std::make_unique<SupervisedRoom>(loop_, std::move(setup), [this, name] { onOver(name); });
    return *rooms_.emplace(name, std::move(room)).first->second;
}

SupervisedRoom::Setup RoomSupervisor::setupOf(const std::string& name)
{
    const std::string path = setup_.runtime + "/" + name;
    SupervisedRoom::Setup setup{.name = name,
                                .command = setup_.program,
                                .socket = path + std::string(kSocketEnding),
                                .resumeFile = path + kResumeEnding,
                                .emptyGrace = setup_.emptyGrace,
                                .timing = setup_.timing,
                                .recordingsChanged = setup_.recordingsChanged,
                                .starts = &starts_,
                                .opener = {}};
    for (const auto& argument :
         {std::string("--name"), name, std::string("--socket"), setup.socket})
        setup.command.push_back(argument);
    setup.command.insert(setup.command.end(), setup_.options.begin(), setup_.options.end());
    return setup;
}

std::vector<link::RunningRecording> RoomSupervisor::recordings() const
{
    std::vector<link::RunningRecording> all;
    for (const auto& [name, room] : rooms_) {
        const auto& its = room->recordings();
        all.insert(all.end(), its.begin(), its.end());
    }
    return all;
}

RoomOverview RoomSupervisor::overview(const std::string& room) const
{
    const auto known = rooms_.find(room);
    return known == rooms_.end() ? RoomOverview{.name = room} : known->second->overview();
}

std::vector<RoomOverview> RoomSupervisor::overviews() const
{
    std::vector<RoomOverview> all;
    for (const auto& [name, room] : rooms_)
        if (auto one = room->overview(); one.state != RoomOverview::State::None)
            all.push_back(std::move(one));
    return all;
}

Status RoomSupervisor::end(const std::string& room)
{
    const auto known = rooms_.find(room);
    if (known == rooms_.end())
        return noSuchRoom();
    return known->second->endForAll();
}

void RoomSupervisor::onOver(const std::string& name)
{
    rooms_.erase(name);
    const auto setup = setupOf(name);
    for (const auto& file : {setup.socket, setup.resumeFile, link::lifePathOf(setup.socket),
                             link::keyPathOf(setup.socket)})
        unlink(file.c_str());
    checkDone();
}

void RoomSupervisor::checkDone()
{
    if (done_ && rooms_.empty())
        loop_.bind(lifetime_, [this] { done_(); })();
}

} // namespace confab::front
