// SPDX-License-Identifier: Apache-2.0
#include "finish/finish_command.hpp"

#include "archive/journal_lock.hpp"
#include "archive/recording_name.hpp"
#include "base/cli/values.hpp"
#include "base/interruption.hpp"
#include "config/config.hpp"
#include "finish/finisher.hpp"
#include "finish/late_mp4.hpp"
#include "finish/live/follower.hpp"
#include "sandbox/sandbox.hpp"

#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <cstdint>
#include <iostream>
#include <map>
#include <thread>

namespace confab::finish {

namespace {

using Kind = archive::RecordingFileKind;

constexpr int kNice = 10; // calls on the same machine go first
constexpr std::uint64_t kGigabyte = std::uint64_t(1) << 30;
/// Limit (per finisher): bytes of addresses, and half a GB more for each processor, because x264
/// has threads for each. Above it: an allocation fails and the process ends; what was captured
/// stays. At it: an MP4 of the largest canvas takes 1 GB on two processors.
constexpr std::uint64_t kAddresses = 4 * kGigabyte;
constexpr std::uint64_t kAddressesOfProcessor = kGigabyte / 2; // more

struct FinishFlags {
    std::vector<std::string> ids;
    std::string recordings, config;
    std::optional<archive::VideoFormat> format;
    bool json = false, keep = false, follow = false;
};

const std::map<std::string, archive::VideoFormat> kFormats{
    {archive::toText(archive::VideoFormat::Webm), archive::VideoFormat::Webm},
    {archive::toText(archive::VideoFormat::Mp4), archive::VideoFormat::Mp4}};

int complain(const std::string& problem)
{
    std::cerr << "confab finish: " << problem << "\n";
    return 1;
}

/// Finishes whatever there is of this recording.
Result<Finished> finishOne(const FinishWork& work, const std::string& id,
                           const FinishOptions& options)
{
    if (!archive::isRecordingId(id))
        return Error{
            Errc::InvalidArgument,
            "this is not the id of a recording: that is its file's name up to the first dot"};
    const auto lock = archive::JournalLock::take(work.folder, id);
    if (!lock && lock.error().code != Errc::NotFound)
        return lock.error();
    if (lock || !work.folder.has(archive::fileOf(id, Kind::Manifest))) {
        if (!lock && !work.folder.has(archive::videoFile(id)))
            return Error{Errc::NotFound, "there is no such recording in the folder"};
        return Finisher(work, id, options).run();
    }
    if (options.format == archive::VideoFormat::Mp4)
        return makeLateMp4(work, id);
    return readFinished(work, id); // as it was
}

/// Those with a journal that nobody holds.
std::vector<std::string> waiting(const Folder& folder)
{
    std::vector<std::string> ids;
    for (const auto& file : folder.names()) {
        const auto name = archive::parseRecordingName(file);
        if (name && name->kind == Kind::Journal && archive::isRecordingId(name->id)
            && archive::JournalLock::take(folder, name->id))
            ids.push_back(name->id);
    }
    return ids;
}

int follow(const FinishWork& work, const std::string& id)
{
    const auto length = archive::isRecordingId(id)
        ? followRecording(work, id)
        : Result<Seconds>(Error{Errc::InvalidArgument, "--follow needs the id of a recording"});
    if (length)
        work.report.ready(id, *length, {});
    else
        work.report.failed(id, length.error().message);
    return length ? 0 : 1;
}

int finishAll(const FinishFlags& flags, const Folder& folder, int reserveMb)
{
    FinishReport report(flags.json ? FinishReport::Form::Json : FinishReport::formForPeople());
    const FinishWork work{folder, std::uintmax_t(reserveMb) * 1'000'000, report, interruption()};
    const auto ids = flags.ids.empty() ? waiting(folder) : flags.ids;
    if (flags.follow)
        return follow(work, ids.empty() ? "" : ids[0]);
    int status = 0;
    for (const auto& id : ids) {
        if (work.stop)
            return 1;
        const auto finished = finishOne(work, id, {flags.format, flags.keep});
        if (finished) {
            report.ready(id, finished->length, finished->problems);
            continue;
        }
        // Another finisher took it meanwhile, or it is being recorded again: leave it to them.
        if (flags.ids.empty() && finished.error().code == Errc::Conflict)
            continue;
        report.failed(id, finished.error().message);
        status = 1;
    }
    return status;
}

/// Before anything of a recording is read.
Status confine(const std::string& recordings)
{
    const auto strength = sandbox::enter(
        {.readable = {},
         .changeable = {recordings},
         .addressSpace = kAddresses + kAddressesOfProcessor * std::thread::hardware_concurrency()});
    if (!strength)
        return strength.error();
    if (const auto warning = sandbox::warningOf(*strength); !warning.empty())
        complain(warning);
    return Done{};
}

int runCommand(const FinishFlags& flags)
{
    const auto config = config::loadConfig(flags.config);
    if (!config)
        return complain(config.error().message);
    const auto& path = flags.recordings.empty() ? config->server.recordings : flags.recordings;
    const auto folder = Folder::open(path, "the recordings folder");
    if (!folder)
        return complain(folder.error().message + "; name another with --recordings");
    av_log_set_level(AV_LOG_FATAL); // what matters comes back as an error
    umask(077);
    if (!flags.follow) // a stream has to keep up
        setpriority(PRIO_PROCESS, 0, kNice);
    if (const auto confined = confine(path); !confined)
        return complain(confined.error().message);
    return finishAll(flags, *folder, config->recording.reserveMb);
}

} // namespace

void addFinishCommand(CLI::App& app, int& status)
{
    auto flags = std::make_shared<FinishFlags>();
    auto* command = app.add_subcommand(
        "finish", "Finish recordings: index, chapters, poster, captions, MP4, manifest");
    command->add_option("id", flags->ids,
                        "Which recordings: the file's name up to the first dot. Default: all that "
                        "are waiting and are not being recorded");
    command
        ->add_option("--recordings", flags->recordings,
                     "Folder of the recordings (default ./recordings)")
        ->type_name("DIR");
    command->add_option("--config", flags->config, "Configuration, TOML")->type_name("FILE");
    command
        ->add_option("--format", flags->format,
                     "webm (VP8 and Opus) or mp4 (H.264 and AAC), instead of what was asked for "
                     "when it began. The MP4 replaces the WebM; if it cannot be made, the WebM "
                     "stays. Of a recording that is finished already, it is made beside the WebM")
        ->transform(cli::oneOf(kFormats));
    command->add_flag("--keep", flags->keep, "Keep the WebM beside the MP4");
    command->add_flag("--follow", flags->follow,
                      "Make HLS (ID.hls/live.m3u8: H.264, AAC) of a recording while it is being "
                      "recorded, and end with it; nothing else is finished");
    command->add_flag("--json", flags->json, "Progress and result as JSON lines on stdout");
    command->footer(
        "`confab serve` runs it by itself. It may be killed at any time and run again.\n"
        "Exit status: 0, or 1 if one could not be finished, with the reason on stderr.\n\n"
        "  confab finish\n"
        "  confab finish demo-20261123-221530 --format mp4\n"
        "  confab finish --recordings /srv/recordings --json\n"
        "  confab finish --follow demo-20261123-221530");
    command->callback([flags, &status] { status = runCommand(*flags); });
}

} // namespace confab::finish
