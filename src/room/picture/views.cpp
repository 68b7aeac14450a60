// SPDX-License-Identifier: Apache-2.0
#include "room/picture/views.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace confab::room {

using Face = PictureTile::Face;
using namespace std::chrono_literals;

namespace {

constexpr const char* kMain = "main";
constexpr const char* kHost = "host";
constexpr auto kStalled = 1s; // nothing new: greyed
constexpr auto kLost = 5s; // nothing new: an avatar
constexpr auto kAway = 1500ms; // no connection, and nothing new: no tile
constexpr int kScreenKbps = 2500;

// Roughly what a face needs at that size: 0.08 bit a pixel (640x360@30: 550 kbit/s).
int kbpsFor(const layout::Rect& rect, int fps)
{
    return std::clamp(int(0.08 * rect.width * rect.height * fps / 1000), 150, 2500);
}

layout::LayoutSpacing spacingOf(const config::LayoutConfig& config)
{
    return {config.gap, config.padding};
}

bool isPicture(const Director::Source& source)
{
    return source.tile.face != Face::Avatar;
}

// Of a candidate for a seat.
std::string idOf(const Participant& p, bool screen)
{
    return screen ? p.id() + "/screen" : p.id();
}

// A screen that does not change sends nothing: silence is no fault there.
Face faceOf(const PictureSource& pictures, bool on, bool screen, ViewMedia::Activity activity)
{
    if (!on || !pictures.pictured || pictures.shown().empty())
        return Face::Avatar;
    if (screen || activity.sincePicture < kStalled)
        return Face::Live;
    // The last picture of a session that is being replaced stays, if it is still there.
    const bool awaited = !pictures.before.empty() && pictures.face != Face::Avatar;
    return activity.sincePicture < kLost || awaited ? Face::Stalled : Face::Avatar;
}

} // namespace

Views::Views(const config::Config& config, layout::LayoutBook& book, ViewMedia& media,
             const Participants& participants, Send send)
    : config_(config), book_(book), media_(media), participants_(participants),
      send_(std::move(send)), main_{Director(kMain, {config.video.width, config.video.height},
                                             *book.find(config.layout.name),
                                             spacingOf(config.layout)),
                                    {},
                                    {}}
{
    main_.layout = main_.director.describe({});
}

Views::Shown* Views::find(const std::string& view)
{
    if (view == kMain)
        return &main_;
    if (view == kHost && host_)
        return &*host_;
    const auto own = own_.find(view);
    return own != own_.end() ? &own->second : nullptr;
}

Status Views::openOwn(const std::string& name, const std::string& layout, layout::Size canvas)
{
    auto found = book_.find(layout.empty() ? mainLayout() : layout);
    if (!found)
        return found.error();
    if (auto opened = media_.openView(name, canvas); !opened)
        return opened;
    own_.emplace(name,
                 Shown{.director = Director(name, canvas, *found, spacingOf(config_.layout)),
                       .picture = {},
                       .layout = {},
                       .followsMain = layout.empty()});
    return Done{};
}

void Views::closeOwn(const std::string& name)
{
    if (own_.erase(name) > 0)
        media_.closeView(name);
}

Status Views::change(const wire::SetLayout& wish, const std::string& by)
{
    Shown* view = find(wish.view);
    if (!view)
        return Error{Errc::NotFound,
                     "there is no view \"" + wish.view + "\"; there is: main"
                         + (host_ ? ", host" : "")};
    auto layout = !wish.custom.empty() ? book_.add(wish.custom, by)
        : wish.name                    ? book_.find(*wish.name)
                                       : Result<layout::LayoutPtr>(layout::LayoutPtr());
    if (!layout)
        return layout.error();
    if (*layout)
        view->director.use(*layout);
    if (wish.background)
        view->director.setBackground(*wish.background);
    if (!wish.order.empty())
        view->director.reorder(wish.order);
    layoutVersion_ += view == &main_;
    return Done{};
}

void Views::pin(const std::string& participant)
{
    pinned_ = participant;
}

void Views::speaks(const std::string& participant, Clock::time_point now)
{
    floor_.speaks(participant, now);
}

void Views::forget(const std::string& participant)
{
    floor_.forget(participant);
    if (pinned_ == participant)
        pinned_.clear();
}

void Views::setInvite(const std::string& room, const std::string& address)
{
    room_ = room;
    invite_ = address;
}

const char* Views::viewOf(const Participant& participant) const
{
    return isHost(participant) ? kHost : kMain;
}

const wire::Layout& Views::layoutOf(const Participant& participant) const
{
    return isHost(participant) ? host_->layout : main_.layout;
}

bool Views::isHost(const Participant& participant) const
{
    return host_ && participant.id() == hostId_;
}

void Views::refresh(Clock::time_point now)
{
    floor_.tick(now);
    for (auto& p : participants_) {
        const auto look = [&](PictureSource& pictures, bool on, bool screen) {
            const auto activity = pictures.shown().empty() ? ViewMedia::Activity{}
                                                           : media_.activity(pictures.shown());
            pictures.face = faceOf(pictures, on, screen, activity);
            if (activity.picture.width > 0)
                pictures.size = activity.picture;
        };
        p->away = isAway(*p);
        look(p->camera, p->shown.video, false);
        look(p->screen, p->shown.screen, true);
    }
    followLecture();
    const auto all = sources();
    auto main = all;
    if (host_) {
        auto others = all;
        std::erase_if(others, [&](const auto& s) { return s.tile.participant == hostId_; });
        show(*host_, std::move(others));
        std::erase_if(main, [&](const auto& s) { return s.tile.participant != hostId_; });
    }
    showOwn(all, main);
    show(main_, std::move(main));
    tellSenders();
}

void Views::showOwn(const std::vector<Director::Source>& all,
                    const std::vector<Director::Source>& main)
{
    for (auto& [name, view] : own_) {
        if (view.followsMain)
            view.director.follow(main_.director);
        auto kept = view.followsMain ? main : all;
        std::erase_if(kept, [](const auto& s) { return !s.recorded; });
        show(view, std::move(kept));
    }
}

// Signalling alone can be lost for a while: who still sends is here.
bool Views::isAway(const Participant& p) const
{
    const auto isSilent = [this](const PeerId& peer) {
        return peer.empty() || media_.activity(peer).sinceMedia > kAway;
    };
    return p.goneSince && isSilent(p.camera.peer) && isSilent(p.camera.before);
}

std::vector<std::string> Views::away() const
{
    std::vector<std::string> ids;
    for (const auto& p : participants_)
        if (p->away)
            ids.insert(ids.end(), {idOf(*p, false), idOf(*p, true)});
    return ids;
}

std::vector<Director::Source> Views::sources() const
{
    std::vector<Director::Source> all;
    for (const auto& p : participants_) {
        if (p->shown.observer || p->away)
            continue;
        if (p->shown.screen && p->screen.pictured)
            all.push_back(source(*p, p->screen, true));
        const bool isSeen = p->shown.video || config_.layout.audioOnly == config::AudioOnly::Show;
        if (isSeen || config_.layout.audioOnly == config::AudioOnly::Count) {
            all.push_back(source(*p, p->camera, false));
            all.back().onlyCounted = !isSeen;
        }
    }
    return all;
}

Director::Source Views::source(const Participant& p, const PictureSource& pictures,
                               bool screen) const
{
    const bool live = pictures.face != Face::Avatar;
    Director::Source source;
    source.candidate = {.id = idOf(p, screen),
                        .pinned = p.id() == pinned_ && !screen,
                        .screen = screen,
                        .speaker = p.id() == floor_.holder() && !screen,
                        .hand = p.shown.hand,
                        .spoke = floor_.heldAt(p.id())};
    source.recorded = p.shown.recorded;
    source.tile.participant = p.id();
    source.tile.peer = live ? pictures.shown() : PeerId();
    source.tile.face = pictures.face;
    source.tile.screen = screen;
    source.tile.name = p.shown.name;
    source.tile.muted = !p.shown.audio && !screen;
    source.tile.hand = p.shown.hand && !screen;
    source.tile.weak = p.shown.link != wire::Link::Good && !screen;
    source.tile.speaking = p.id() == floor_.speaker() && !screen;
    if (live && pictures.size.height > 0)
        source.aspect = double(pictures.size.width) / pictures.size.height;
    return source;
}

// Who is pinned, else who was here first.
const Participant* Views::host() const
{
    const Participant* first = nullptr;
    for (const auto& p : participants_) {
        if (p->shown.observer)
            continue;
        if (p->id() == pinned_)
            return p.get();
        first = first ? first : p.get();
    }
    return first;
}

void Views::followLecture()
{
    const Participant* wanted = mainLayout() == "lecture" ? host() : nullptr;
    if (wanted && !host_) {
        if (auto opened = media_.openView(kHost, {}); !opened) {
            spdlog::error("no view for the host: {}", opened.error().message);
            wanted = nullptr;
        } else {
            host_.emplace(Shown{Director(kHost, {config_.video.width, config_.video.height},
                                         *book_.find("grid"), spacingOf(config_.layout)),
                                {},
                                {}});
            host_->layout = host_->director.describe({});
        }
    }
    const std::string id = wanted ? wanted->id() : "";
    if (id == hostId_)
        return;
    for (const auto& p : participants_) {
        if (p->camera.peer.empty() || (p->id() != id && p->id() != hostId_))
            continue;
        media_.setView(p->camera.peer, p->id() == id ? kHost : kMain);
        send_({p->id()}, p->id() == id ? host_->layout : main_.layout);
    }
    hostId_ = id;
    if (!wanted && host_) {
        media_.closeView(kHost);
        host_.reset();
    }
}

void Views::show(Shown& view, std::vector<Director::Source> sources)
{
    Picture picture = view.director.direct(sources, away());
    // Nobody's picture and not more than one to be seen: who comes should know what this is.
    const bool isReceived = !own_.contains(view.director.view());
    if (isReceived && !invite_.empty() && sources.size() <= 1
        && std::none_of(sources.begin(), sources.end(), isPicture)) {
        picture.tiles.clear();
        picture.hidden = 0;
        picture.room = room_;
        picture.invite = invite_;
    }
    picture.recording = recording_;
    picture.locked = locked_;
    if (picture != view.picture) {
        view.picture = picture;
        media_.show(view.director.view(), picture);
    }
    wire::Layout layout = view.director.describe(picture);
    layout.pinned = pinned_;
    if (layout == view.layout)
        return;
    view.layout = layout;
    std::vector<std::string> receivers; // of one's own there is none
    for (const auto& p : participants_)
        if (&layoutOf(*p) == &view.layout)
            receivers.push_back(p->id());
    send_(std::move(receivers), layout);
}

void Views::tellSenders()
{
    for (auto& p : participants_) {
        if (p->shown.video)
            tellSender(*p, p->camera, false);
        if (p->shown.screen)
            tellSender(*p, p->screen, true);
    }
}

// The largest of its tiles, and nothing while it has none.
void Views::tellSender(const Participant& p, PictureSource& pictures, bool screen)
{
    if (pictures.peer.empty())
        return;
    layout::Rect rect;
    const auto look = [&](const Shown& view) {
        for (const auto& tile : view.picture.tiles)
            if (tile.participant == p.id() && tile.screen == screen
                && tile.picture.width > rect.width)
                rect = tile.picture;
    };
    look(main_);
    if (host_)
        look(*host_);
    for (const auto& [name, view] : own_)
        look(view);
    const bool fresh = !pictures.pictured; // shows itself first, then finds its place
    if (rect.width == 0 && fresh)
        rect = {0, 0, config_.video.width, config_.video.height};
    wire::Uplink uplink{.peer = pictures.peer,
                        .width = rect.width,
                        .height = rect.height,
                        .fps = config_.video.fps,
                        .kbps = screen ? kScreenKbps : kbpsFor(rect, config_.video.fps),
                        .active = rect.width > 0};
    if (!uplink.active) {
        uplink = pictures.uplink;
        uplink.peer = pictures.peer;
        uplink.active = false;
    }
    if (uplink == pictures.uplink)
        return;
    pictures.uplink = uplink;
    media_.setUplink(pictures.peer, p.shown.audio && !screen, uplink.active);
    send_({p.id()}, uplink);
}

} // namespace confab::room
