// SPDX-License-Identifier: Apache-2.0
#include "finish/late_mp4.hpp"

#include "archive/manifest.hpp"
#include "base/file/temp_file.hpp"

#include <algorithm>

namespace confab::finish {

namespace {

using archive::Manifest;
using Kind = archive::RecordingFileKind;

constexpr std::size_t kMostManifest = 64 << 20; // bytes

Error notOurs(const std::string& id)
{
    return {Errc::InvalidArgument,
            archive::fileOf(id, Kind::Manifest) + " is no manifest of this version"};
}

Result<std::string> readText(const FinishWork& work, const std::string& id)
{
    const auto name = archive::fileOf(id, Kind::Manifest);
    auto text = work.folder.read(name, kMostManifest);
    if (!text)
        return cannot("read", name, text.error());
    return text;
}

/// One's own file may have been changed by hand: everything is looked at.
Result<Manifest> parse(const std::string& text, const std::string& id)
{
    auto manifest = archive::parseManifest(text);
    if (!manifest)
        return notOurs(id);
    for (const auto& part : manifest->line.parts)
        if (!archive::belongsTo(id, part.file))
            return notOurs(id);
    return manifest;
}

void listFile(Manifest& manifest, const FinishWork& work, const std::string& name)
{
    auto& files = manifest.files;
    std::erase_if(files, [&](const auto& file) { return file.file == name; });
    files.insert(files.begin(), {name, Kind::Video, work.folder.size(name)});
}

/// Of each part, and lists them.
Status makeMp4s(const FinishWork& work, const std::string& id, Manifest& manifest)
{
    const auto& parts = manifest.line.parts;
    const double share = 1.0 / double(std::max<std::size_t>(parts.size(), 1));
    double done = 0;
    for (const auto& part : parts) {
        const auto to = archive::videoFile(id, part.part, archive::VideoFormat::Mp4);
        if (part.file != to) {
            auto made = convertToMp4(work, part.file, to, manifest.canvas,
                                     [&](double s) { work.report.progress(done + s * share); });
            if (!made)
                return made;
            listFile(manifest, work, to);
        }
        done += share;
    }
    return Done{};
}

} // namespace

Result<Finished> readFinished(const FinishWork& work, const std::string& id)
{
    const auto text = readText(work, id);
    if (!text)
        return text.error();
    const auto manifest = parse(*text, id);
    if (!manifest)
        return manifest.error();
    return Finished{manifest->line.length, {}};
}

Result<Finished> makeLateMp4(const FinishWork& work, const std::string& id)
{
    const auto text = readText(work, id);
    if (!text)
        return text.error();
    auto manifest = parse(*text, id);
    if (!manifest)
        return manifest.error();
    removeStaleTempFiles(work.folder, id);
    work.report.step(id, "mp4");
    if (auto made = makeMp4s(work, id, *manifest); !made)
        return made.error();
    work.report.step(id, "manifest");
    if (auto written = writeFile(work.folder, archive::fileOf(id, Kind::Manifest),
                                 archive::toText(*manifest, *text));
        !written)
        return written.error();
    return Finished{manifest->line.length, {}};
}

} // namespace confab::finish
