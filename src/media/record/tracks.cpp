// SPDX-License-Identifier: Apache-2.0
#include "media/record/tracks.hpp"

#include "media/codec/codecs.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

namespace confab::media {

using namespace std::chrono_literals;

namespace {

constexpr std::size_t kMostWaiting = 16 << 20; // bytes: some seconds of a large room
constexpr auto kFlush = 500ms; // what a kill loses
constexpr auto kLongestEnd = 5s;

} // namespace

Tracks::Tracks(const Loop& loop, Events events)
    : loop_(loop), events_(std::move(events)), disk_(kMostWaiting)
{
    flush_ = Timer::every(loop, kFlush, [this] {
        for (const auto& [id, track] : tracks_)
            track->flush();
    });
}

Tracks::~Tracks()
{
    end();
}

void Tracks::add(const std::string& id, const Sender& sender)
{
    if (senders_.emplace(id, sender).second && part_)
        open(id, sender);
}

void Tracks::remove(const std::string& id)
{
    close(id);
    senders_.erase(id);
}

void Tracks::begin(archive::CaptureFolder folder, const std::string& recording, int part,
                   std::shared_ptr<const FileTime> time)
{
    end();
    part_ = std::make_unique<Part>(Part{std::make_shared<archive::CaptureFolder>(std::move(folder)),
                                        recording, part, std::move(time)});
    for (const auto& [id, sender] : senders_)
        open(id, sender);
}

void Tracks::end()
{
    while (!tracks_.empty())
        close(tracks_.begin()->first);
    part_.reset();
}

void Tracks::open(const std::string& id, const Sender& sender)
{
    if (!archive::trackFile(part_->recording, part_->number, sender.participant,
                            kindOf(sender.content)))
        return;
    auto track =
        std::make_shared<SeparateTrack>(SeparateTrack::Settings{.recording = part_->recording,
                                                                .part = part_->number,
                                                                .participant = sender.participant,
                                                                .content = sender.content,
                                                                .time = part_->time,
                                                                .folder = part_->folder},
                                        eventsOf(id, sender), disk_.door());
    sender.uplink.tap(track);
    tracks_.emplace(id, std::move(track));
}

void Tracks::close(const std::string& id)
{
    const auto track = tracks_.find(id);
    if (track == tracks_.end())
        return;
    senders_.at(id).uplink.untap(track->second);
    track->second->finish();
    tracks_.erase(track);
}

SeparateTrack::Events Tracks::eventsOf(const std::string& id, const Sender& sender)
{
    return {
        .begun = loop_.bind(lifetime_,
                            [this, participant = sender.participant,
                             kind = kindOf(sender.content)](std::string file) {
                                events_.begun({participant, kind, file});
                            }),
        .keyframeWanted = loop_.bind(lifetime_,
                                     [this, id] {
                                         if (const auto it = senders_.find(id);
                                             it != senders_.end() && part_)
                                             it->second.uplink.requestKeyframe();
                                     }),
        .leftOut =
            loop_.bind(lifetime_,
                       [this, participant = sender.participant](const std::string& codec) {
                           events_.failed(fmt::format(
                               "the pictures of {} are not in a track of their own: they are {}, "
                               "and tracks hold {}",
                               participant, codec, pictureCodec().name));
                       }),
        .failed =
            loop_.bind(lifetime_, [this, participant = sender.participant](const std::string& why) {
                spdlog::warn("track of {}: {}", participant, why);
                events_.failed(fmt::format("the track of {} ended early: {}", participant, why));
            })};
}

void Tracks::whenWritten(std::function<void()> done)
{
    done_ = std::move(done);
    deadline_ = Timer::once(loop_, kLongestEnd, [this] { written(); });
    disk_.door().post(0, loop_.bind(lifetime_, [this] { written(); }));
}

void Tracks::written()
{
    if (const auto done = std::exchange(done_, nullptr))
        done(); // may destroy *this
}

} // namespace confab::media
