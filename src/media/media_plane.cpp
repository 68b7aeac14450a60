// SPDX-License-Identifier: Apache-2.0
#include "media/media_plane.hpp"

#include "config/turn_credential.hpp"
#include "media/codec/codecs.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>

#include <malloc.h>

namespace confab::media {

namespace {

constexpr const char* kMain = "main";
constexpr std::chrono::milliseconds kAdapt(100); // feedback comes every 50 to 100 ms
constexpr int kTrims = 3; // seconds in which the last of a peer's threads is certain to have ended

// What more than the picture goes to a receiver: the sound, with what RTP, SRTP, UDP and IP add.
Bandwidth::Limits limitsOf(const config::Config& config)
{
    constexpr int kAround = 24;
    return {.pictureKbps = config.video.bitrateKbps,
            .soundKbps = config.audio.bitrateKbps + kAround,
            .thinKbps = std::min(config.audio.bitrateKbps, Mix::kThinKbps) + kAround};
}

std::chrono::milliseconds since(gint64 monotonicUs)
{
    if (monotonicUs == 0)
        return std::chrono::milliseconds::max();
    return std::chrono::milliseconds((g_get_monotonic_time() - monotonicUs) / 1000);
}

} // namespace

Result<std::unique_ptr<MediaPlane>> MediaPlane::create(const Loop& loop,
                                                       const config::Config& config,
                                                       std::function<void(std::string)> failed)
{
    std::unique_ptr<MediaPlane> plane(new MediaPlane(loop, config, std::move(failed)));
    if (auto status = plane->openView(kMain, {}); !status)
        return status.error();
    auto mix = Mix::create(loop, plane->time_, plane->texts_, config.audio,
                           {.speaks = [p = plane.get()](auto id) { p->listener_->onSpeaks(id); },
                            .heard = [p = plane.get()](const auto& l) { p->listener_->onHeard(l); },
                            .failed = plane->failed_});
    if (!mix)
        return mix.error();
    plane->mix_ = *std::move(mix);
    return plane;
}

MediaPlane::MediaPlane(const Loop& loop, const config::Config& config,
                       std::function<void(std::string)> failed)
    : loop_(loop), config_(config), texts_(config.server.pipelines),
      iceServers_(loop, config.ice.servers), failed_(std::move(failed)),
      recordings_(loop, time_, texts_, eventsOfRecordings())
{
    nudges_ = Timer::every(loop, std::chrono::seconds(1), [this] {
        for (auto& [id, member] : peers_) {
            member.peer->uplink().nudge();
            member.peer->fitRepair(member.bandwidth ? member.bandwidth->roundTrip()
                                                    : std::chrono::milliseconds(0));
        }
        recordings_.check();
        if (trims_ > 0 && trims_--)
            malloc_trim(0); // what its pictures took goes back to the system
    });
    adapting_ = Timer::every(loop, kAdapt, [this] { adapt(); });
}

MediaPlane::~MediaPlane()
{
    while (!peers_.empty())
        removePeer(peers_.begin()->first);
}

void MediaPlane::listen(Listener& listener)
{
    listener_ = &listener;
}

Peer::Events MediaPlane::eventsOf(const room::PeerId& id)
{
    return {.offer = [this, id](std::string sdp) { listener_->onOffer(id, std::move(sdp)); },
            .candidate =
                [this, id](unsigned mline, std::string text) {
                    listener_->onCandidate(id, mline, std::move(text));
                },
            .connected = [this, id] { onConnected(id); },
            .pictureStarted = [this, id] { listener_->onPictureStarted(id); },
            .keyframeWanted =
                [this, id] { views_.at(peers_.at(id).view).distribution->requestKeyframe(id); },
            .arrived =
                [this, id](std::vector<PacketFate> fates) {
                    peers_.at(id).bandwidth->onArrived(fates);
                },
            .failed =
                [this, id](std::string code, std::string message) {
                    // Posted: the peer that calls is destroyed by what follows.
                    loop_.bind(lifetime_, [this, id](std::string c, std::string m) {
                        if (peers_.contains(id))
                            listener_->onPeerFailed(id, c, m);
                    })(std::move(code), std::move(message));
                }};
}

// Our end of a relayed path has credentials of its own.
config::IceConfig MediaPlane::iceFor(const room::PeerId& id) const
{
    config::IceConfig ice = config_.ice;
    ice.servers = iceServers_.in(
        config::serversFor(config_.ice, "room-" + id, std::chrono::system_clock::now()));
    return ice;
}

std::vector<std::string> MediaPlane::pictureCodecs() const
{
    std::vector<std::string> names;
    for (const Codec* codec : media::pictureCodecs())
        names.emplace_back(codec->name);
    return names;
}

Status MediaPlane::addPeer(const room::PeerId& id, const NewPeer& what)
{
    const auto ice = iceFor(id);
    auto peer = Peer::create(loop_, time_, texts_,
                             {.name = id,
                              .kind = what.kind,
                              .maxPixels = config_.video.maxUplinkPixels,
                              .picture = *media::pictureCodecs()[what.codec],
                              .ice = ice},
                             eventsOf(id));
    if (!peer)
        return peer.error();
    (*peer)->uplink().report(heardUs_);
    Member member{*std::move(peer), what.kind, what.participant, kMain};
    record(id, peers_.emplace(id, std::move(member)).first->second);
    return Done{};
}

void MediaPlane::onConnected(const room::PeerId& id)
{
    Member& member = peers_.at(id);
    if (Downlink* downlink = member.peer->downlink()) {
        mix_->addListener(id, downlink->audio());
        member.bandwidth = std::make_unique<Bandwidth>(*member.peer->sendPath(), limitsOf(config_));
        distribute(id, member);
    }
    listener_->onConnected(id);
}

void MediaPlane::distribute(const room::PeerId& id, Member& member)
{
    if (member.peer->takesPictures())
        views_.at(member.view)
            .distribution->add(id, *member.peer->downlink(), member.bandwidth->pictureKbps());
}

// What each path carries decides who receives which rendition, and its bitrate.
void MediaPlane::adapt()
{
    for (auto& [id, member] : peers_)
        if (member.bandwidth) {
            member.bandwidth->tick();
            mix_->setThin(id, member.bandwidth->wantsThinSound());
            views_.at(member.view)
                .distribution->setBudget(id, member.bandwidth->pictureKbps(),
                                         member.bandwidth->isFull());
        }
    for (const auto& [name, shown] : views_)
        shown.distribution->update();
}

void MediaPlane::removePeer(const room::PeerId& id)
{
    const auto it = peers_.find(id);
    if (it == peers_.end())
        return;
    for (auto& [name, shown] : views_)
        shown.view->drop(id);
    mix_->removeTalker(id);
    mix_->leaveOut(id, false);
    mix_->removeListener(id);
    views_.at(it->second.view).distribution->remove(id);
    recordings_.removeTrack(id);
    peers_.erase(it);
    trims_ = kTrims;
}

Result<room::RoomMedia::Answered> MediaPlane::answer(const room::PeerId& id, const std::string& sdp)
{
    if (auto status = peer(id).setAnswer(sdp); !status)
        return status.error();
    return peer(id).takesPictures() ? Answered::Whole : Answered::SoundOnly;
}

Status MediaPlane::addCandidate(const room::PeerId& id, unsigned mline, const std::string& text)
{
    return peer(id).addCandidate(mline, text);
}

void MediaPlane::setUplink(const room::PeerId& id, bool audio, bool video)
{
    Uplink& uplink = peer(id).uplink();
    uplink.openVideo(video);
    if (audio)
        mix_->addTalker(id, uplink);
    else
        mix_->removeTalker(id);
}

room::RoomMedia::Activity MediaPlane::activity(const room::PeerId& id) const
{
    const auto& state = peer(id).uplink().state();
    return {since(state.lastPacketUs), since(state.lastPictureUs), state.picture};
}

std::optional<room::LinkState> MediaPlane::link(const room::PeerId& id) const
{
    const Member& member = peers_.at(id);
    if (!member.bandwidth)
        return std::nullopt;
    const auto estimate = member.bandwidth->estimate();
    room::LinkState link{.carriesKbps = int(estimate.bps / 1000),
                         .lossDown = estimate.loss,
                         .lossUp = member.peer->repair().loss(),
                         .roundTrip = member.bandwidth->roundTrip(),
                         .takesPictures = member.peer->takesPictures()};
    if (const auto received = views_.at(member.view).distribution->received(id)) {
        link.picture = received->size;
        link.pictureKbps = received->kbps;
        link.best = received->best;
    }
    return link;
}

Status MediaPlane::openView(const std::string& name, layout::Size canvas)
{
    config::VideoConfig video = config_.video;
    if (canvas.width > 0) {
        video.bitrateKbps = int(video.bitrateKbps * double(canvas.width) * canvas.height
                                / (double(video.width) * video.height));
        video.width = canvas.width;
        video.height = canvas.height;
    }
    auto view = View::create(loop_, time_, texts_, {name, video, config_.layout}, failed_);
    if (!view)
        return view.error();
    auto distribution = std::make_unique<Distribution>(**view);
    views_.emplace(name, Shown{*std::move(view), std::move(distribution)});
    return Done{};
}

void MediaPlane::closeView(const std::string& name)
{
    for (const auto& [id, member] : peers_)
        if (member.view == name)
            setView(id, kMain);
    views_.erase(name);
}

void MediaPlane::setView(const room::PeerId& id, const std::string& name)
{
    Member& member = peers_.at(id);
    const std::string before = std::exchange(member.view, name);
    if (!member.bandwidth || before == name)
        return;
    views_.at(before).distribution->remove(id);
    member.peer->downlink()->switchPicture();
    distribute(id, member);
}

void MediaPlane::show(const std::string& name, const room::Picture& picture)
{
    const auto find = [this](const room::PeerId& id) { return peer(id).uplink().pictures(); };
    if (auto status = views_.at(name).view->show(picture, find); !status)
        spdlog::error("the picture stays as it is: {}", status.error().message);
}

void MediaPlane::takeSnapshot(const std::string& name, Taken taken)
{
    views_.at(name).view->takeSnapshot(std::move(taken));
}

Result<std::string> MediaPlane::startRecording(const room::RecordingPlan& plan)
{
    return recordings_.start({.plan = plan,
                              .folder = config_.server.recordings,
                              .config = config_.recording,
                              .fps = config_.video.fps});
}

RunningRecordings::Events MediaPlane::eventsOfRecordings()
{
    return {
        .attach =
            [this](const auto& view, const auto& listener, const auto& video, const auto& audio) {
                views_.at(view).distribution->addRecorder(video);
                mix_->addRecorder(listener, audio);
            },
        .detach =
            [this](const auto& view, const auto& listener, const auto& video, const auto&) {
                views_.at(view).distribution->removeRecorder(video);
                mix_->removeListener(listener);
            },
        .partBegan = [this](const auto& id) { listener_->onRecordingPart(id); },
        .ended = [this](const auto& id,
                        const auto& reason) { listener_->onRecordingEnded(id, reason); }};
}

void MediaPlane::record(const room::PeerId& id, const Member& member)
{
    if (member.kind != room::PeerKind::Observer)
        recordings_.addTrack(id,
                             {.participant = member.participant,
                              .content = member.kind == room::PeerKind::Screen
                                  ? TrackFile::Content::Screen
                                  : TrackFile::Content::CameraAndMicrophone,
                              .uplink = member.peer->uplink()});
}

void MediaPlane::setRecorded(const room::PeerId& id, bool recorded)
{
    Member& member = peers_.at(id);
    if (std::exchange(member.isRecorded, recorded) == recorded)
        return;
    mix_->leaveOut(id, !recorded);
    if (recorded)
        record(id, member);
    else
        recordings_.removeTrack(id);
}

void MediaPlane::stopRecording(const std::string& id)
{
    recordings_.stop(id);
}

void MediaPlane::pauseRecording(const std::string& id, bool on)
{
    recordings_.pause(id, on);
}

void MediaPlane::setRecordingView(const std::string& id, const std::string& view)
{
    recordings_.setView(id, view);
}

void MediaPlane::noteInRecording(const std::string& id, const archive::Note& note)
{
    recordings_.note(id, note);
}

room::RoomMedia::RecordingPlace MediaPlane::recordingPlace(const std::string& id) const
{
    const Recording* recording = recordings_.find(id);
    return recording ? RecordingPlace{recording->part(), recording->position(),
                                      recording->recordedBefore().count()}
                     : RecordingPlace{};
}

} // namespace confab::media
