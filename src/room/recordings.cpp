// SPDX-License-Identifier: Apache-2.0
#include "room/recordings.hpp"

#include "room/inherited_recording.hpp"

#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

namespace confab::room {

namespace {

constexpr const char* kMain = "main";
constexpr const char* kKept = "kept"; // main without those who are left out
/// How long what was composed may be under way: the glide of a change, and the encoder.
constexpr std::chrono::seconds kUnderWay(2);
/// Limit (per room): recordings at a time. Above it: 409 recording.limit. At it: eight files;
/// pictures of their own cost as the next limit says.
constexpr std::size_t kMost = 8;
/// Limit (per room): pixels of all pictures that recordings have of their own, so two of 1920x1080
/// or four of 1280x720. Above it: 409 recording.limit. At it: 180 MB, and the encodes.
constexpr int kMostPixels = 2 * 1920 * 1080;

long milliseconds(std::chrono::steady_clock::duration duration)
{
    return long(std::chrono::duration_cast<std::chrono::milliseconds>(duration).count());
}

/// Only a recording is "not found" to those who ask for one.
Error ofLayout(Error error)
{
    if (error.code == Errc::NotFound)
        error.code = Errc::InvalidArgument;
    return error;
}

archive::VideoFormat formatOf(config::RecordingFormat format)
{
    return format == config::RecordingFormat::Mp4 ? archive::VideoFormat::Mp4
                                                  : archive::VideoFormat::Webm;
}

} // namespace

Recordings::Recordings(std::string room, const config::Config& config, RecordingMedia& media,
                       Views& views, const Views::Participants& participants, Tell tell)
    : room_(std::move(room)), config_(config), media_(media), views_(views),
      participants_(participants), tell_(std::move(tell))
{
}

Result<wire::Recording> Recordings::change(const wire::Record& wish, const Participant* by)
{
    Running* one = find(wish.recording);
    const bool itsOwn = wish.layout || wish.width > 0;
    if (wish.on == true && wish.recording.empty() && (!one || itsOwn))
        return start(wish, by);
    if (!one && wish.recording.empty())
        return wire::Recording{}; // somebody else was faster
    if (!one)
        return Error{Errc::NotFound, "there is no recording " + wish.recording};
    if (wish.layout)
        if (auto status = change(*one, *wish.layout); !status)
            return status.error();
    if (wish.paused)
        pause(*one, *wish.paused);
    if (wish.on == false)
        stop(*one);
    return describe(*one);
}

const std::string* Recordings::otherThan(const wire::Record& wish)
{
    const Running* one = find("");
    if (wish.on != true || !wish.recording.empty() || wish.layout || wish.width > 0 || !one)
        return nullptr;
    const auto& plan = one->plan;
    const bool isLike = (wish.format.empty() || archive::videoFormatOf(wish.format) == plan.format)
        && wish.tracks.value_or(plan.tracks) == plan.tracks
        && wish.hls.value_or(plan.hls) == plan.hls;
    return isLike ? nullptr : &one->id;
}

Result<wire::Recording> Recordings::start(const wire::Record& wish, const Participant* by)
{
    if (running_.size() >= kMost)
        return Error{Errc::Conflict, "there are eight recordings of this room already"};
    const std::string layout = wish.layout.value_or("");
    return begin({.by = by ? by->id() : "",
                  .plan = planOf(wish, by),
                  .layout = wish.width > 0 && layout.empty() ? "auto" : layout});
}

RecordingPlan Recordings::planOf(const wire::Record& wish, const Participant* by) const
{
    const auto& defaults = config_.recording;
    const bool isNamed = by && by->shown.recorded;
    RecordingPlan plan{.room = room_,
                       .by = isNamed ? by->id() : "",
                       .byName = isNamed ? by->shown.name : "",
                       .canvas = {config_.video.width, config_.video.height},
                       .format = wish.format.empty() ? formatOf(defaults.format)
                                                     : archive::videoFormatOf(wish.format),
                       .tracks = wish.tracks.value_or(defaults.tracks),
                       .hls = wish.hls.value_or(defaults.hls)};
    if (wish.width > 0)
        plan.canvas = {wish.width, wish.height};
    return plan;
}

Result<wire::Recording> Recordings::begin(Running one)
{
    auto view = viewFor(one.layout, one.plan.canvas);
    if (!view)
        return view.error();
    one.plan.view = *view;
    auto id = media_.startRecording(one.plan);
    if (!id) {
        spdlog::warn("recording: {}", id.error().message);
        views_.closeOwn(one.layout.empty() ? "" : *view);
        closeUnused();
        return id.error();
    }
    spdlog::info("recording {} started", *id);
    one.id = *id;
    one.since = Clock::now();
    running_.push_back(std::move(one));
    tell_(describe(running_.back()));
    note(running_.back());
    return describe(running_.back());
}

Result<std::string> Recordings::viewFor(const std::string& layout, layout::Size canvas)
{
    if (layout.empty())
        return commonView();
    if (canvas.width * canvas.height > kMostPixels - pixelsOfOwnViews())
        return Error{Errc::Conflict,
                     "the recordings of this room have as many pixels in pictures of their own as "
                     "they may: two of 1920x1080, or four of 1280x720. Stop one of those, give a "
                     "smaller width and height, or no layout: then it shows what everybody sees"};
    const std::string name = "recording" + std::to_string(++lastView_);
    if (auto status = views_.openOwn(name, layout, canvas); !status)
        return ofLayout(status.error());
    return name;
}

int Recordings::pixelsOfOwnViews() const
{
    int pixels = 0;
    for (const auto& one : running_)
        if (!one.layout.empty())
            pixels += one.plan.canvas.width * one.plan.canvas.height;
    return pixels;
}

// What everybody sees, as far as it may be recorded.
Result<std::string> Recordings::commonView()
{
    if (!leavesOut_)
        return std::string(kMain);
    if (!views_.isOpen(kKept))
        if (auto status = views_.openOwn(kKept, "", {config_.video.width, config_.video.height});
            !status)
            return status.error();
    return std::string(kKept);
}

void Recordings::use(Running& one, const std::string& view)
{
    if (one.plan.view == view)
        return;
    media_.setRecordingView(one.id, view);
    one.plan.view = view;
}

// Another layout of its own, or from everybody's view to its own, or back.
Status Recordings::change(Running& one, const std::string& layout)
{
    if (!layout.empty() && !one.layout.empty()) {
        if (auto status = views_.change({.view = one.plan.view, .name = layout}); !status)
            return ofLayout(status.error());
    } else {
        auto view = viewFor(layout, one.plan.canvas);
        if (!view)
            return view.error();
        const std::string own = one.layout.empty() ? "" : one.plan.view;
        use(one, *view);
        views_.closeOwn(own);
    }
    one.layout = layout;
    closeUnused();
    tell_(describe(one));
    return Done{};
}

void Recordings::closeUnused()
{
    if (std::none_of(running_.begin(), running_.end(),
                     [](const auto& one) { return one.plan.view == kKept; }))
        views_.closeOwn(kKept);
}

void Recordings::leaveOut(Clock::time_point now)
{
    if (std::any_of(participants_.begin(), participants_.end(),
                    [](const auto& p) { return !p->shown.recorded && !p->shown.observer; }))
        leftOutAt_ = now;
    leavesOut_ = leftOutAt_ != Clock::time_point() && now - leftOutAt_ < kUnderWay;
    for (auto& one : running_) {
        if (!one.layout.empty())
            continue;
        if (const auto view = commonView())
            use(one, *view);
        else { // better no recording than one of somebody who does not wish it
            spdlog::error("recording {}: {}", one.id, view.error().message);
            stop(one);
        }
    }
    closeUnused();
}

void Recordings::pause(Running& one, bool on)
{
    if (one.stopping || on == one.paused)
        return;
    measure(one);
    one.paused = on;
    media_.pauseRecording(one.id, on);
    spdlog::info("recording {} {}", one.id, on ? "paused" : "goes on");
    tell_(describe(one));
}

void Recordings::measure(Running& one)
{
    one.before = recorded(one);
    one.since = Clock::now();
}

// What is in the files, which is not what the clock says: nothing is recorded between two parts.
Recordings::Clock::duration Recordings::recorded(const Running& one) const
{
    const auto place = media_.recordingPlace(one.id);
    return std::chrono::round<Clock::duration>(Seconds(place.before + place.seconds));
}

void Recordings::stop(Running& one)
{
    if (std::exchange(one.stopping, true))
        return;
    media_.stopRecording(one.id);
}

void Recordings::stopAll()
{
    toGoOn_.clear();
    for (auto& one : running_)
        stop(one);
}

void Recordings::refresh()
{
    for (auto& one : running_)
        if (!one.stopping)
            note(one);
}

void Recordings::note(Running& one)
{
    auto now = sceneOf(one);
    for (const auto& note : whatHappened(one.noted, now))
        media_.noteInRecording(one.id, note);
    one.noted = std::move(now);
}

RecordedScene Recordings::sceneOf(const Running& one) const
{
    RecordedScene scene{.people = {}, .speaker = views_.speaker(), .layout = one.layout};
    if (scene.layout.empty())
        scene.layout = views_.mainLayout();
    for (const auto& p : participants_)
        if (p->shown.recorded)
            scene.people[p->id()] = {p->shown.name, p->shown.observer,
                                     p->shown.screen && p->screen.pictured};
        else if (scene.speaker == p->id())
            scene.speaker.clear();
    return scene;
}

void Recordings::onPart(const std::string& id)
{
    if (auto* one = find(id)) {
        measure(*one);
        one->noted = {};
        note(*one);
        tell_(describe(*one));
    }
}

void Recordings::onEnded(const std::string& id, const std::string& reason)
{
    const auto it = std::find_if(running_.begin(), running_.end(),
                                 [&](const auto& one) { return one.id == id; });
    if (it == running_.end())
        return;
    spdlog::info("recording {} ended{}{}", id, reason.empty() ? "" : ": ", reason);
    auto last = describe(*it);
    last.on = last.paused = false;
    last.reason = reason;
    if (!it->layout.empty())
        views_.closeOwn(it->plan.view);
    running_.erase(it);
    closeUnused();
    tell_(last);
}

bool Recordings::isRolling() const
{
    return std::any_of(running_.begin(), running_.end(),
                       [](const auto& one) { return !one.paused && !one.stopping; });
}

std::vector<wire::Recording> Recordings::all() const
{
    std::vector<wire::Recording> all;
    for (const auto& one : running_)
        all.push_back(describe(one));
    return all;
}

std::vector<link::RunningRecording> Recordings::forSuccessor() const
{
    std::vector<link::RunningRecording> list;
    const auto add = [&](const Running& one, int part) {
        list.push_back({.id = one.id,
                        .part = part,
                        .by = one.plan.by,
                        .byName = one.plan.byName,
                        .format = archive::toText(one.plan.format),
                        .tracks = one.plan.tracks,
                        .hls = one.plan.hls,
                        .layout = one.layout,
                        .width = one.plan.canvas.width,
                        .height = one.plan.canvas.height,
                        .paused = one.paused,
                        .beforeMs = milliseconds(one.before),
                        .sinceMs = one.paused ? 0 : milliseconds(one.since.time_since_epoch())});
    };
    for (const auto& one : running_)
        if (!one.stopping)
            add(one, media_.recordingPlace(one.id).part);
    for (const auto& one : toGoOn_)
        add(one, one.plan.part); // its `since` is 0: nothing is recorded
    return list;
}

void Recordings::restore(const std::vector<link::RunningRecording>& recordings)
{
    for (const auto& before : recordings)
        toGoOn_.push_back(
            {.id = before.id,
             .by = before.by,
             .plan = planToGoOn(before, room_, {config_.video.width, config_.video.height}),
             .layout = before.layout,
             .paused = before.paused,
             .before = std::chrono::milliseconds(before.beforeMs)});
}

void Recordings::onSomebodyThere()
{
    for (auto& before : std::exchange(toGoOn_, {})) {
        auto begun = begin(before);
        if (!begun && begun.error().code == Errc::Conflict) { // finished meanwhile: a new one
            before.plan.resumes.clear();
            before.plan.part = 0;
            before.plan.recorded = before.before = {};
            begun = begin(before);
        }
        if (begun && before.paused) {
            running_.back().paused = false;
            pause(running_.back(), true);
        }
    }
    if (config_.recording.autoStart && running_.empty())
        if (const auto begun = begin({.plan = planOf({}, nullptr)}); !begun)
            spdlog::error("recording.auto: {}", begun.error().message);
}

Recordings::Running* Recordings::find(const std::string& id)
{
    Running* found = nullptr;
    for (auto& one : running_)
        if (id.empty() ? !one.stopping && (!found || !found->layout.empty()) : one.id == id)
            found = &one;
    return found;
}

wire::Recording Recordings::describe(const Running& one) const
{
    return {.on = true,
            .paused = one.paused,
            .id = one.id,
            .file = archive::videoFile(one.id),
            .elapsedMs = milliseconds(recorded(one)),
            .by = one.by,
            .layout = one.layout};
}

} // namespace confab::room
