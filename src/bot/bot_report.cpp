// SPDX-License-Identifier: Apache-2.0
#include "bot/bot_report.hpp"

#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <cmath>

namespace confab::bot {

using nlohmann::json;

namespace {

double rounded(double value)
{
    return std::round(value * 10) / 10;
}

/// Null if there are no values.
json percentile(std::vector<double> values, int percent)
{
    if (values.empty())
        return nullptr;
    std::ranges::sort(values);
    return rounded(values[(values.size() - 1) * std::size_t(percent) / 100]);
}

json percentile(const std::vector<int>& values, int percent)
{
    return percentile(std::vector<double>(values.begin(), values.end()), percent);
}

std::vector<double> millisecondsOf(const std::vector<Latency>& all)
{
    std::vector<double> values;
    for (const auto& one : all)
        values.push_back(one.ms);
    return values;
}

json latencyOf(const std::vector<Latency>& all)
{
    if (all.empty())
        return nullptr;
    std::map<std::int64_t, std::vector<double>> byMinute;
    for (const auto& one : all)
        byMinute[(one.atUs - all.front().atUs) / 60000000].push_back(one.ms);
    json minutes = json::array();
    for (const auto& [minute, values] : byMinute)
        minutes.push_back(percentile(values, 50));
    const auto values = millisecondsOf(all);
    return {{"median", percentile(values, 50)},
            {"p95", percentile(values, 95)},
            {"flashes", all.size()},
            {"minutes", std::move(minutes)}};
}

json tileOf(const SeenTile& seen, std::int64_t lastUs)
{
    json tile{{"participant", seen.tile.participant},
              {"x", seen.tile.x},
              {"y", seen.tile.y},
              {"width", seen.tile.width},
              {"height", seen.tile.height},
              {"rgb", {seen.rgb.r, seen.rgb.g, seen.rgb.b}},
              {"identity", nullptr},
              {"matchedMsAgo", nullptr}};
    if (seen.identity)
        tile["identity"] = *seen.identity;
    if (seen.matchedUs)
        tile["matchedMsAgo"] = std::max<std::int64_t>(0, lastUs - seen.matchedUs) / 1000;
    return tile;
}

double lossShare(const PacketLoss& loss)
{
    const auto all = loss.received + loss.lost;
    return all ? double(loss.lost) / double(all) : 0;
}

json toJson(const BotReport& bot)
{
    json tones = json::object(), tiles = json::array();
    for (const auto& [hz, db] : bot.tones)
        tones[std::to_string(hz)] = rounded(db);
    for (const auto& seen : bot.tiles)
        tiles.push_back(tileOf(seen, bot.video.last.value_or(std::chrono::microseconds()).count()));
    json result{{"name", bot.name},
                {"participant", bot.participant},
                {"index", bot.index},
                {"firstFrameMs", nullptr},
                {"fps", rounded(bot.video.fps())},
                {"frames", bot.video.frames},
                {"width", bot.video.size.width},
                {"height", bot.video.size.height},
                {"kbps", std::lround(bot.video.kbps())},
                {"keyframes", bot.video.keyframes},
                {"gapMs", bot.video.gaps.maxMs()},
                {"gapP95Ms", bot.video.gaps.percentileMs(95)},
                {"loss", std::round(lossShare(bot.loss) * 1e5) / 1e5},
                {"rejoins", bot.rejoins},
                {"outageMs", bot.video.longestOutageMs},
                {"tones", std::move(tones)},
                {"tiles", std::move(tiles)},
                {"latencyMs", latencyOf(bot.latencies)},
                {"cycles",
                 {{"done", bot.cyclesDone},
                  {"failed", bot.cyclesFailed},
                  {"firstFrameMedianMs", percentile(bot.firstFramesMs, 50)},
                  {"firstFrameMaxMs", percentile(bot.firstFramesMs, 100)}}},
                {"errors", bot.errors}};
    if (bot.firstFrameMs)
        result["firstFrameMs"] = *bot.firstFrameMs;
    return result;
}

std::string tableLine(const BotReport& bot)
{
    const auto& v = bot.video;
    std::string line = fmt::format(
        "{:<16} {:>8} {:>6.1f} {:>8} {:>9} {:>6.0f} {:>5} {:>5} {:>6} {:>6.2f} {:>7}", bot.name,
        bot.firstFrameMs ? std::to_string(*bot.firstFrameMs) : "-", v.fps(), v.frames,
        fmt::format("{}x{}", v.size.width, v.size.height), v.kbps(), v.keyframes,
        v.gaps.percentileMs(95), v.gaps.maxMs(), 100 * lossShare(bot.loss), bot.rejoins);
    if (!bot.latencies.empty())
        line += fmt::format("  glass to glass {} ms",
                            percentile(millisecondsOf(bot.latencies), 50).dump());
    if (bot.cyclesDone + bot.cyclesFailed > 1)
        line += fmt::format("  {} cycles, {} failed", bot.cyclesDone, bot.cyclesFailed);
    for (const auto& error : bot.errors)
        line += "\n  " + error;
    return line + "\n";
}

} // namespace

json toJson(const std::vector<BotReport>& bots, double seconds)
{
    json list = json::array();
    for (const auto& bot : bots)
        list.push_back(toJson(bot));
    return {{"bots", std::move(list)}, {"seconds", rounded(seconds)}};
}

std::string toTable(const std::vector<BotReport>& bots, double seconds)
{
    std::string text = fmt::format(
        "{:<16} {:>8} {:>6} {:>8} {:>9} {:>6} {:>5} {:>5} {:>6} {:>6} {:>7}\n", "name", "first ms",
        "fps", "frames", "size", "kbps", "keys", "p95", "gap ms", "loss %", "rejoins");
    for (const auto& bot : bots)
        text += tableLine(bot);
    return text + fmt::format("{:.1f} s\n", seconds);
}

} // namespace confab::bot
