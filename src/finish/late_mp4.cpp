// SPDX-License-Identifier: Apache-2.0
#include "finish/late_mp4.hpp"

#include "archive/recording_id.hpp"
#include "base/file/temp_file.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace confab::finish {

namespace {

using nlohmann::json;

constexpr std::size_t kMostManifest = 64 << 20; // bytes

Error notOurs(const std::string& id)
{
    return {Errc::InvalidArgument, manifestName(id) + " is not a manifest of this version"};
}

/// People may have changed the file by hand, so every field is checked.
Result<json> readManifest(const FinishWork& work, const std::string& id)
{
    const auto text = work.folder.read(manifestName(id), kMostManifest);
    if (!text)
        return text.error();
    json manifest = json::parse(*text, nullptr, false);
    if (!manifest.is_object() || !manifest["parts"].is_array() || !manifest["files"].is_array())
        return notOurs(id);
    for (const auto& part : manifest["parts"])
        if (!part.is_object() || !part.contains("file") || !part["file"].is_string()
            || !archive::belongsTo(id, part["file"].get<std::string>()) || !part.contains("part")
            || !part["part"].is_number_integer())
            return notOurs(id);
    return manifest;
}

int numberOf(const json& object, const char* key)
{
    const auto it = object.find(key);
    return it != object.end() && it->is_number_integer() ? it->get<int>() : 0;
}

Seconds lengthOf(const json& manifest)
{
    const auto it = manifest.find("seconds");
    return Seconds(it != manifest.end() && it->is_number() ? it->get<double>() : 0);
}

archive::Journal::Canvas canvasOf(const json& manifest)
{
    const auto it = manifest.find("canvas");
    if (it == manifest.end() || !it->is_object())
        return {};
    const archive::Journal::Canvas canvas{numberOf(*it, "width"), numberOf(*it, "height"),
                                          numberOf(*it, "fps")};
    const bool isSane = canvas.width >= 0 && canvas.width <= 8192 && canvas.height >= 0
        && canvas.height <= 8192 && canvas.fps >= 0 && canvas.fps <= 240;
    return isSane ? canvas : archive::Journal::Canvas{};
}

void listFile(json& files, const FinishWork& work, const std::string& name)
{
    for (auto it = files.begin(); it != files.end();)
        it = it->is_object() && it->value("file", json()) == name ? files.erase(it) : it + 1;
    files.insert(files.begin(),
                 {{"file", name}, {"kind", "video"}, {"bytes", work.folder.size(name)}});
}

} // namespace

std::string manifestName(const std::string& id)
{
    return id + ".json";
}

Result<Finished> readFinished(const FinishWork& work, const std::string& id)
{
    const auto manifest = readManifest(work, id);
    if (!manifest)
        return manifest.error();
    return Finished{lengthOf(*manifest), {}};
}

Result<Finished> makeLateMp4(const FinishWork& work, const std::string& id)
{
    auto manifest = readManifest(work, id);
    if (!manifest)
        return manifest.error();
    const Finished finished{lengthOf(*manifest), {}};
    removeStaleTempFiles(work.folder, id);
    work.report.step(id, "mp4");
    auto& parts = (*manifest)["parts"];
    double done = 0;
    const double share = 1.0 / double(std::max<std::size_t>(parts.size(), 1));
    for (const auto& part : parts) {
        const auto from = part["file"].get<std::string>();
        const auto to = archive::partFileName(id, part["part"].get<int>(), "mp4");
        if (from != to) {
            auto made = convertToMp4(work, from, to, canvasOf(*manifest),
                                     [&](double s) { work.report.progress(done + s * share); });
            if (!made)
                return made.error();
            listFile((*manifest)["files"], work, to);
        }
        done += share;
    }
    work.report.step(id, "manifest");
    if (auto written = writeFile(work.folder, manifestName(id), manifest->dump(2) + "\n"); !written)
        return written.error();
    return finished;
}

} // namespace confab::finish
