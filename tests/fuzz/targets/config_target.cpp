// SPDX-License-Identifier: Apache-2.0
#include "base/colour.hpp"
#include "config/config.hpp"
#include "config/ice_url.hpp"
#include "fuzz/target.hpp"
#include "fuzz/targets/targets.hpp"

#include <initializer_list>

namespace confab::fuzz {

namespace {

void checkVideo(const config::VideoConfig& video)
{
    for (const int side : {video.width, video.height})
        must(side >= 180 && side <= 1920 && side % 2 == 0, "a canvas can be made");
    must(video.fps >= 5 && video.fps <= 60, "fps have their range");
    must(video.bitrateKbps >= 100 && video.bitrateKbps <= 20000, "a bitrate has its range");
}

void checkLayout(const config::LayoutConfig& layout)
{
    must(layout.gap >= 0 && layout.gap <= 64 && layout.padding >= 0 && layout.padding <= 64,
         "space has its range");
    must(layout.animation.count() >= 0 && layout.animation.count() <= 1000,
         "an animation has its range");
}

void checkIce(const config::IceConfig& ice)
{
    must(ice.portMin >= 0 && ice.portMin <= ice.portMax && ice.portMax <= 65535,
         "ports are in order");
    for (const auto& server : ice.servers)
        for (const auto& url : server.urls)
            must(config::parseIceUrl(url).has_value(), "a browser can use a server's address");
}

void checkConfig(const config::Config& config)
{
    checkVideo(config.video);
    checkLayout(config.layout);
    checkIce(config.ice);
    must(config.room.maxParticipants >= 1 && config.room.maxParticipants <= 100,
         "a room has its size");
    must(config.audio.slots >= 1 && config.audio.slots <= 16, "slots have their range");
    must(config.server.adminSecret.empty() || config::isAdminSecret(config.server.adminSecret),
         "the admin's secret cannot be guessed");
}

} // namespace

void config(std::string_view toml)
{
    const auto parsed = config::parseConfig(toml);
    if (!parsed)
        return must(!parsed.error().message.empty(), "a refusal says what is wrong");
    checkConfig(*parsed);
    for (const auto& [name, override] : parsed->rooms)
        checkConfig(parsed->of(name));
}

} // namespace confab::fuzz
