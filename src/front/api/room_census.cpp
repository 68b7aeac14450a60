// SPDX-License-Identifier: Apache-2.0
#include "front/api/room_census.hpp"

#include "front/api/room_question.hpp"

#include <cmath>

namespace confab::front {

namespace {

using nlohmann::json;
using State = RoomOverview::State;

const char* toText(State state)
{
    constexpr const char* kWords[] = {"none", "starting", "running", "ending"};
    return kWords[std::size_t(state)];
}

double rounded(double value)
{
    return std::round(value * 1000) / 1000;
}

} // namespace

void RoomCensus::take(std::vector<RoomOverview> rooms, Taken taken)
{
    const unsigned number = ++last_;
    Count& count = counts_[number];
    count.taken = std::move(taken);
    cores_.forgetOld(CoreMeter::Clock::now());
    for (const auto& room : rooms) {
        const auto index = count.rooms.size();
        count.rooms.push_back(known(room));
        if (room.state != State::Running)
            continue;
        ++count.missing;
        rooms_.call(room.name, {{"type", "describe"}},
                    loop_.bind(lifetime_, [this, number, index](const Result<json>& answer) {
                        onAnswer(number, index, answer);
                    }));
    }
    const auto wait = count.missing > 0 ? limit_ : std::chrono::milliseconds(0);
    count.limit = Timer::once(loop_, wait, [this, number] { finish(number); });
}

void RoomCensus::onAnswer(unsigned number, std::size_t room, const Result<json>& answer)
{
    const auto open = counts_.find(number);
    if (open == counts_.end())
        return; // too late
    Count& count = open->second;
    auto described = answerOf(answer, "description");
    if (described.status < 400) {
        json& entry = count.rooms[room];
        for (const char* key : {"participants", "recordings", "speaker", "layout"})
            entry[key] = std::move(described.body[key]);
        entry["state"] = "running";
    }
    if (--count.missing == 0)
        finish(number);
}

void RoomCensus::finish(unsigned number)
{
    const auto done = counts_.extract(number);
    done.mapped().taken(done.mapped().rooms);
}

json RoomCensus::known(const RoomOverview& room)
{
    const auto now = CoreMeter::Clock::now();
    json entry{{"room", room.name},
               {"state", room.state == State::Running ? "silent" : toText(room.state)},
               {"restarts", room.restarts},
               {"locked", room.locked},
               {"recording", room.recording},
               {"participants", json::array()},
               {"recordings", json::array()}};
    const auto usage = room.pid > 0 ? readProcessUsage(room.pid) : std::nullopt;
    if (!usage)
        return entry;
    entry["pid"] = room.pid;
    entry["uptimeSeconds"] = rounded(std::chrono::duration<double>(now - room.since).count());
    entry["cpuCores"] = rounded(cores_.coresOf(room.pid, *usage, now - room.since, now));
    entry["rssBytes"] = usage->rssBytes;
    return entry;
}

} // namespace confab::front
