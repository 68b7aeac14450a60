// SPDX-License-Identifier: Apache-2.0
#include "front/api/room_report.hpp"

#include "wire/layout_json.hpp"
#include "wire/people_json.hpp"
#include "wire/recording_json.hpp"

#include <cmath>

namespace confab::front {

namespace {

using nlohmann::json;
using State = RoomOverview::State;

const char* stateOf(const RoomReport& report)
{
    constexpr const char* kWords[] = {"none", "starting", "running", "ending"};
    const auto state = report.known.state;
    return state == State::Running && !report.said ? "silent" : kWords[std::size_t(state)];
}

double rounded(double value)
{
    return std::round(value * 1000) / 1000;
}

template <class T> json listOf(const std::vector<T>& entries)
{
    auto list = json::array();
    for (const auto& entry : entries)
        list.push_back(wire::fieldsOf(entry));
    return list;
}

} // namespace

json toJson(const RoomReport& report)
{
    json room{{"room", report.known.name},           {"state", stateOf(report)},
              {"restarts", report.known.restarts},   {"locked", report.known.locked},
              {"recording", report.known.recording}, {"participants", json::array()},
              {"recordings", json::array()}};
    if (report.known.lag.count() > 0)
        room["lagMs"] = report.known.lag.count();
    if (report.usage) {
        room["pid"] = report.known.pid;
        room["uptimeSeconds"] = rounded(report.uptimeSeconds);
        room["cpuCores"] = rounded(report.cpuCores);
        room["rssBytes"] = report.usage->rssBytes;
    }
    if (report.said) {
        room["participants"] = listOf(report.said->participants);
        room["recordings"] = listOf(report.said->recordings);
        room["speaker"] = report.said->speaker;
        room["layout"] = wire::fieldsOf(report.said->layout.layout);
        room["layout"]["version"] = report.said->layout.version;
    }
    return room;
}

} // namespace confab::front
