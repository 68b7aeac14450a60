// SPDX-License-Identifier: Apache-2.0
#include "front/rooms/room_supervisor.hpp"

#include "base/glib/log.hpp"
#include "wire/names.hpp"

#include <sys/un.h>

namespace confab::front {

namespace {

/// Limit (in all): rooms that run. Above it: `room.unavailable`. At it: a process each.
constexpr std::size_t kMaxRooms = 200;
constexpr std::size_t kMaxSocketPath = sizeof(sockaddr_un::sun_path) - 1;
constexpr std::string_view kSocketEnding = ".sock";
constexpr std::string_view kResumeEnding = ".resume";

} // namespace

void RoomSupervisor::adoptAll(const Folder& runtime)
{
    for (const auto& file : runtime.names()) {
        const auto name = file.substr(0, file.rfind('.'));
        if (!file.ends_with(kSocketEnding) || !wire::isRoomName(name) || !open(name))
            continue;
        if (rooms_.at(name)->adopt())
            continue;
        rooms_.erase(name);
        unlinkat(runtime.fd(), file.c_str(), 0);
    }
    for (const auto& file : runtime.names())
        if (file.ends_with(kResumeEnding) && !rooms_.contains(file.substr(0, file.rfind('.'))))
            unlinkat(runtime.fd(), file.c_str(), 0);
}

void RoomSupervisor::join(Guest& guest, wire::Join join)
{
    if (done_)
        return guest.refuse("room.unavailable", "the server is stopping");
    if (setupOf(join.room).socket.size() > kMaxSocketPath)
        return guest.refuse("room.unavailable",
                            "the room's name is too long for this server's runtime folder");
    if (auto* room = open(join.room))
        room->join(guest, std::move(join));
    else
        guest.refuse("room.unavailable", "the server has as many rooms as it can");
}

void RoomSupervisor::call(const std::string& room, link::Wish wish, Answered answered)
{
    if (const auto known = rooms_.find(room); known != rooms_.end())
        return known->second->call(std::move(wish), std::move(answered));
    loop_.post([answered = std::move(answered)] { answered(noSuchRoom()); });
}

void RoomSupervisor::shutDown(std::function<void()> done)
{
    done_ = std::move(done);
    for (const auto& [name, room] : rooms_)
        room->shutDown();
    checkDone();
}

SupervisedRoom* RoomSupervisor::open(const std::string& name)
{
    if (const auto known = rooms_.find(name); known != rooms_.end())
        return known->second.get();
    if (rooms_.size() >= kMaxRooms)
        return nullptr;
    auto room =
        std::make_unique<SupervisedRoom>(loop_, setupOf(name), [this, name] { onOver(name); });
    return rooms_.emplace(name, std::move(room)).first->second.get();
}

SupervisedRoom::Setup RoomSupervisor::setupOf(const std::string& name) const
{
    const std::string path = setup_.runtime + "/" + name;
    SupervisedRoom::Setup setup{.name = name,
                                .command = setup_.program,
                                .socket = path + std::string(kSocketEnding),
                                .resumeFile = path + std::string(kResumeEnding),
                                .emptyGrace = setup_.emptyGrace,
                                .timing = setup_.timing,
                                .recordingsChanged = setup_.recordingsChanged};
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
    unlink(setup.socket.c_str());
    unlink(setup.resumeFile.c_str());
    checkDone();
}

void RoomSupervisor::checkDone()
{
    if (done_ && rooms_.empty())
        loop_.bind(lifetime_, [this] { done_(); })();
}

} // namespace confab::front
