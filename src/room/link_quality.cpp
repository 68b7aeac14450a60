// SPDX-License-Identifier: Apache-2.0
#include "room/link_quality.hpp"

#include <algorithm>
#include <cmath>

namespace confab::room {

using namespace std::chrono_literals;

namespace {

constexpr auto kEvery = 1s;
constexpr auto kRefresh = 10s; // figures that change a little are told so seldom

// Two digits: more is not known, and words that change every second are not read.
int rounded(int kbps)
{
    int step = 1;
    while (kbps / step >= 100)
        step *= 10;
    return (kbps + step / 2) / step * step;
}

double rounded(double part)
{
    return std::round(part * 100) / 100;
}

wire::Quality qualityOf(wire::Link verdict, const LinkState& link)
{
    return {.link = verdict,
            .downKbps = rounded(link.carriesKbps),
            .downLoss = rounded(link.lossDown),
            .upLoss = rounded(link.lossUp),
            .rttMs = int(link.roundTrip.count()),
            .width = link.picture.width,
            .height = link.picture.height,
            .pictureKbps = link.pictureKbps,
            .best = link.best};
}

// What people would want to know at once.
bool isNews(const wire::Quality& now, const wire::Quality& told)
{
    return now.link != told.link || now.width != told.width || now.best != told.best;
}

} // namespace

void LinkQuality::tick(Clock::time_point now)
{
    if (now - lookedAt_ < kEvery)
        return;
    lookedAt_ = now;
    for (const auto& p : roster_.all())
        look(*p, now);
    std::erase_if(known_, [&](const auto& one) { return !roster_.find(one.first); });
}

void LinkQuality::look(Participant& participant, Clock::time_point now)
{
    const PeerId& peer = participant.camera.peer;
    const auto link = peer.empty() ? std::nullopt : media_.link(peer);
    if (!link || participant.away)
        return; // nothing is known
    Known& known = known_[participant.id()];
    if (known.peer != peer)
        known = {.peer = peer, .judge = {}, .told = {}};
    known.judge.look(*link, now);
    if (const auto verdict = known.judge.verdict(); participant.shown.link != verdict) {
        participant.shown.link = verdict;
        roster_.sendToAll(wire::ParticipantUpdated{participant.shown});
    }
    tell(participant, known, *link, now);
}

void LinkQuality::tell(const Participant& participant, Known& known, const LinkState& link,
                       Clock::time_point now) const
{
    const auto quality = qualityOf(known.judge.verdict(), link);
    if (!isNews(quality, known.told) && (quality == known.told || now - known.toldAt < kRefresh))
        return;
    known.told = quality;
    known.toldAt = now;
    roster_.send(participant, quality);
}

} // namespace confab::room
