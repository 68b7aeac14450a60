// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "bot/meter/tile_watch.hpp"
#include "bot/meter/video_meter.hpp"
#include "bot/peer/bot_peer.hpp"

#include <nlohmann/json_fwd.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace confab::bot {

/// What one bot saw. With cycles: single values are of the last cycle, lists of all.
struct BotReport {
    std::string name;
    std::string participant;
    int index = 0;
    std::optional<int> firstFrameMs; ///< from sending `join` to the first whole mixed frame
    VideoCounts video;
    PacketLoss loss;
    std::map<int, double> tones; ///< Hz -> dB of full scale; empty without --listen
    std::vector<SeenTile> tiles; ///< empty without --watch
    std::vector<Latency> latencies; ///< empty without --watch and --pattern flash
    int rejoins = 0;
    int cyclesDone = 0, cyclesFailed = 0;
    std::vector<int> firstFramesMs; ///< of each cycle that had one
    std::vector<std::string> errors;
};

/// What `confab bot --json` prints. `seconds` is how long the whole run took.
nlohmann::json toJson(const std::vector<BotReport>& bots, double seconds);

/// The same for a person.
std::string toTable(const std::vector<BotReport>& bots, double seconds);

} // namespace confab::bot
