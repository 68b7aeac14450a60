// SPDX-License-Identifier: Apache-2.0
#include "render/plan/render_room.hpp"

#include "room/picture/views.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace confab::render {

using namespace std::chrono_literals;

namespace {

using Time = RecordedCall::Time;

constexpr Time kTick = 250ms; // as often as a live room looks at itself
constexpr Time kBeforeShare =
    3s; // a screen's picture may come so long before the news that it is shared
constexpr auto kStart = std::chrono::hours(1); // the floor's epoch means never

/// The media of a recorded room: it only says what there is, and remembers the picture.
class RecordedMedia : public room::ViewMedia {
public:
    void setUplink(const room::PeerId&, bool, bool) override { }
    Activity activity(const room::PeerId& peer) const override
    {
        const auto size = sizes.find(peer);
        if (size == sizes.end())
            return {};
        return {.sinceMedia = 0ms, .sincePicture = 0ms, .picture = size->second};
    }
    Status openView(const std::string&, layout::Size) override { return Done{}; }
    void closeView(const std::string&) override { }
    void setView(const room::PeerId&, const std::string&) override { }
    void show(const std::string& view, const room::Picture& picture) override
    {
        if (view == "main")
            shown = picture;
    }

    std::map<room::PeerId, layout::Size> sizes; // of those that send
    room::Picture shown;
};

class RecordedRoom {
public:
    RecordedRoom(const RenderLook& look, layout::LayoutBook& book,
                 std::vector<std::string>& warnings)
        : config_{.video = look.video, .layout = look.layout},
          followRecording_(look.followRecording), warnings_(warnings),
          views_(config_, book, media_, people_, [](const auto&, const auto&) {})
    {
    }

    void happen(const TimelineEvent& event)
    {
        now_ = event.at;
        std::visit([this](const auto& what) { on(what); }, event.what);
    }

    const room::Picture& look(Time now)
    {
        views_.refresh(clock(now));
        return media_.shown;
    }

private:
    static room::Views::Clock::time_point clock(Time t)
    {
        return room::Views::Clock::time_point(
            kStart + std::chrono::duration_cast<room::Views::Clock::duration>(t));
    }

    room::Participant* find(const std::string& id)
    {
        const auto found = std::find_if(people_.begin(), people_.end(),
                                        [&](const auto& p) { return p->id() == id; });
        return found == people_.end() ? nullptr : found->get();
    }

    void on(const happens::Joined& what)
    {
        if (find(what.participant))
            return;
        auto person = std::make_unique<room::Participant>();
        person->shown.id = what.participant;
        person->shown.name = what.name;
        person->shown.audio = true;
        person->shown.observer = what.observer;
        people_.push_back(std::move(person));
        for (const bool screen : {false, true})
            if (const auto sends = sending_.find({what.participant, screen});
                sends != sending_.end())
                use(*people_.back(), screen, sends->second);
    }
    void on(const happens::Left& what)
    {
        views_.forget(what.participant);
        std::erase_if(people_, [&](const auto& p) { return p->id() == what.participant; });
        if (speaker_ == what.participant)
            speaker_.clear();
    }
    void on(const happens::UsesLayout& what)
    {
        if (!followRecording_)
            return;
        const auto status = views_.change({.name = what.name});
        if (!status && unknown_.insert(what.name).second)
            warnings_.push_back(fmt::format("{}; the layout stays as it was (custom ones: "
                                            "--config with layout.folder)",
                                            status.error().message));
    }
    void on(const happens::Pictures& what)
    {
        sending_[{what.participant, what.screen}] = what.file;
        media_.sizes[what.file] = what.size;
        if (auto* person = find(what.participant))
            use(*person, what.screen, what.file);
    }
    // A screen that does not change sends nothing: its last picture stays.
    void on(const happens::PicturesEnd& what)
    {
        const auto sends = sending_.find({what.participant, what.screen});
        if (sends == sending_.end())
            return;
        auto* person = find(what.participant);
        if (what.screen) {
            lastScreen_[what.participant] = now_;
        } else if (person) {
            person->shown.video = false;
            person->camera.pictured = false;
        }
        if (!what.screen)
            media_.sizes.erase(sends->second);
        sending_.erase(sends);
    }
    void on(const happens::ShareBegins& what)
    {
        auto* person = find(what.participant);
        if (!person)
            return;
        person->shown.screen = true;
        const auto last = lastScreen_.find(what.participant);
        const bool recent = last != lastScreen_.end() && now_ - last->second < kBeforeShare;
        person->screen.pictured = recent || sending_.contains({what.participant, true});
    }
    void on(const happens::ShareEnds& what)
    {
        if (auto* person = find(what.participant))
            person->shown.screen = person->screen.pictured = false;
    }
    void on(const happens::Speaks& what)
    {
        speaker_ = what.participant;
        views_.speaks(speaker_, clock(now_));
    }
    void on(const happens::SpeechEnds& what)
    {
        if (speaker_ != what.participant)
            return;
        speaker_.clear();
        views_.speaks({}, clock(now_));
    }

    static void use(room::Participant& person, bool screen, const std::string& file)
    {
        auto& pictures = screen ? person.screen : person.camera;
        pictures.peer = file;
        pictures.pictured = true;
        if (!screen)
            person.shown.video = true;
    }

    const config::Config config_;
    const bool followRecording_;
    std::vector<std::string>& warnings_;
    RecordedMedia media_;
    room::Views::Participants people_;
    room::Views views_;

    Time now_{};
    std::string speaker_;
    std::map<std::pair<std::string, bool>, std::string> sending_; // (who, screen) -> file
    std::map<std::string, Time> lastScreen_; // who -> when the last picture came
    std::set<std::string> unknown_;
};

} // namespace

PicturePlan planPictures(const std::vector<TimelineEvent>& timeline, RecordedCall::Time length,
                         const RenderLook& look, layout::LayoutBook& book,
                         std::vector<std::string>& warnings)
{
    RecordedRoom room(look, book, warnings);
    PicturePlan plan;
    auto event = timeline.begin();
    for (Time now{}; now < length;) {
        for (; event != timeline.end() && event->at <= now; ++event)
            room.happen(*event);
        plan.add(now, room.look(now));
        const Time tick = (now / kTick + 1) * kTick;
        now = event == timeline.end() ? tick : std::min(tick, event->at);
    }
    if (plan.steps().empty())
        plan.add({}, room.look({}));
    return plan;
}

} // namespace confab::render
