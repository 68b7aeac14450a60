// SPDX-License-Identifier: Apache-2.0
#include "media/media_check.hpp"

#include "base/colour.hpp"
#include "media/media_plane.hpp"
#include "media/pipeline_check.hpp"
#include "media/video/draw/image_file.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace confab::media {

namespace {

using Faults = std::vector<std::string>;

void addOnce(Faults& faults, std::string fault)
{
    if (std::find(faults.begin(), faults.end(), fault) == faults.end())
        faults.push_back(std::move(fault));
}

void checkImage(Faults& faults, const char* key, const std::string& file)
{
    if (file.empty() || parseColour(file))
        return;
    if (const auto image = readPng(file); !image)
        addOnce(faults, fmt::format("{}; give layout.{} another one", image.error().message, key));
}

void checkImages(Faults& faults, const config::LayoutConfig& layout)
{
    checkImage(faults, "logo", layout.logo);
    checkImage(faults, "background", layout.background);
}

} // namespace

Faults faultsOfMedia(const Loop& loop, const config::Config& config)
{
    Faults faults;
    checkImages(faults, config.layout);
    for (const auto& [name, room] : config.rooms)
        checkImages(faults, room.layout);
    if (const auto status = checkPipelines(PipelineTexts(config.server.pipelines)); !status) {
        addOnce(faults, status.error().message);
        return faults;
    }
    auto plain = config; // its images have been looked at
    plain.layout.logo.clear();
    plain.layout.background.clear();
    plain.ice.servers.clear();
    const auto plane = MediaPlane::create(loop, plain, [](const std::string&) {});
    if (!plane)
        addOnce(faults, plane.error().message);
    return faults;
}

} // namespace confab::media
