// SPDX-License-Identifier: Apache-2.0
#include "finish/work/media_work.hpp"

#include "finish/steps/mp4.hpp"

#include <fmt/format.h>

namespace confab::finish {

namespace {

/// A copy of so many bytes must fit beside the reserve.
Status checkRoom(const FinishWork& work, std::uintmax_t bytes, const std::string& what)
{
    const auto room = work.folder.room(work.reserve);
    if (room >= bytes)
        return Done{};
    return Error{Errc::Unavailable,
                 fmt::format("no room for {}: it may take {} MB, and {} MB are free besides the "
                             "reserve (recording.reserve_mb)",
                             what, bytes / 1'000'000 + 1, room / 1'000'000)};
}

} // namespace

Result<av::AvInput> openMedia(const Folder& folder, const std::string& name)
{
    auto file = folder.openFile(name);
    if (!file)
        return cannot("open", name, file.error());
    return av::AvInput::open(std::make_unique<av::FileSource>(std::move(file->fd)), name);
}

Result<PartScan> scanMedia(const FinishWork& work, const std::string& name)
{
    auto input = openMedia(work.folder, name);
    if (!input)
        return input.error();
    return scanPart(*input, {work.stop, [](double) {}});
}

Status remuxInPlace(const FinishWork& work, const std::string& name, const PartScan& scan,
                    const MediaTags& tags, std::function<void(double)> progress)
{
    if (auto checked = checkRoom(work, work.folder.size(name), "the finished " + name); !checked)
        return checked;
    auto input = openMedia(work.folder, name);
    if (!input)
        return input.error();
    auto to = TempFile::create(work.folder, name);
    if (!to)
        return to.error();
    return remux(*input, scan, tags, *std::move(to), work.reserve,
                 {work.stop, std::move(progress)});
}

Status convertToMp4(const FinishWork& work, const std::string& from, const std::string& to,
                    const archive::Canvas& canvas, std::function<void(double)> progress)
{
    // The MP4 is about as large; the writer looks after the reserve as well.
    if (auto checked = checkRoom(work, work.folder.size(from), to); !checked)
        return checked;
    const auto scan = scanMedia(work, from);
    if (!scan)
        return scan.error();
    auto input = openMedia(work.folder, from);
    if (!input)
        return input.error();
    auto file = TempFile::create(work.folder, to);
    if (!file)
        return file.error();
    return makeMp4(*input, *scan, canvas, *std::move(file), work.reserve,
                   {work.stop, std::move(progress)});
}

} // namespace confab::finish
