// SPDX-License-Identifier: Apache-2.0
#include "front/api/room_census.hpp"

#include "front/api/room_question.hpp"

namespace confab::front {

void RoomCensus::take(std::vector<RoomOverview> rooms, Taken taken)
{
    const unsigned number = ++last_;
    Count& count = counts_[number];
    count.taken = std::move(taken);
    cores_.forgetOld(CoreMeter::Clock::now());
    for (const auto& room : rooms) {
        const auto index = count.rooms.size();
        count.rooms.push_back(known(room));
        if (room.state != RoomOverview::State::Running)
            continue;
        ++count.missing;
        rooms_.call(
            room.name, link::Describe{},
            loop_.bind(lifetime_, [this, number, index](const Result<link::Answer>& answer) {
                onAnswer(number, index, answer);
            }));
    }
    const auto wait = count.missing > 0 ? limit_ : std::chrono::milliseconds(0);
    count.limit = Timer::once(loop_, wait, [this, number] { finish(number); });
}

void RoomCensus::onAnswer(unsigned number, std::size_t room, const Result<link::Answer>& answer)
{
    const auto open = counts_.find(number);
    if (open == counts_.end())
        return; // too late
    Count& count = open->second;
    if (const auto* description = answerAs<link::Description>(answer))
        count.rooms[room].said = *description;
    if (--count.missing == 0)
        finish(number);
}

void RoomCensus::finish(unsigned number)
{
    const auto done = counts_.extract(number);
    done.mapped().taken(done.mapped().rooms);
}

RoomReport RoomCensus::known(const RoomOverview& room)
{
    RoomReport report{.known = room};
    if (room.pid > 0)
        report.usage = readProcessUsage(room.pid);
    if (!report.usage)
        return report;
    const auto now = CoreMeter::Clock::now();
    report.uptimeSeconds = std::chrono::duration<double>(now - room.since).count();
    report.cpuCores = cores_.coresOf(room.pid, *report.usage, now - room.since, now);
    return report;
}

} // namespace confab::front
