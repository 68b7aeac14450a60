// SPDX-License-Identifier: Apache-2.0
#include "media/ladder/allocation.hpp"

#include <algorithm>

namespace confab::media {

namespace {

using namespace std::chrono_literals;

constexpr auto kStay = 2s; // on a rung, before it goes up
constexpr auto kFits = 400ms; // so long a higher rung must fit
constexpr double kUp = 1.2; // of a rung's least bitrate, to go up to it
// Of what the best of a rung could have: less, and a receiver leaves it to the others.
constexpr double kShareToStay = 0.7, kShareToJoin = 0.8;
constexpr double kSoundOnly = 0.7; // of the lowest rung's least bitrate: its lowest layer's part
constexpr auto kStarves = 2s; // before its picture is taken away: it comes back with a keyframe
// Of a rung's bitrate: what is needed for all its layers, and for all but the highest.
constexpr double kAllLayers = 0.9, kMostLayers = 0.55;

} // namespace

Allocation::Allocation(std::vector<Rung> rungs, int layers)
    : rungs_(std::move(rungs)), layers_(layers)
{
    for (const Rung& rung : rungs_)
        kbps_.push_back(rung.mostKbps);
}

void Allocation::add(const std::string& id, int kbps, Clock::time_point now)
{
    Receiver receiver{.kbps = kbps,
                      .seat = {},
                      .movedAt = now - kStay,
                      .fitsHigherSince = {},
                      .starvesSince = {}};
    receiver.seat = {highestFor(receiver, 1), layers_};
    receivers_.insert_or_assign(id, receiver);
    update(now);
}

void Allocation::setBudget(const std::string& id, int kbps)
{
    if (const auto it = receivers_.find(id); it != receivers_.end())
        it->second.kbps = kbps;
}

std::size_t Allocation::highestFor(const Receiver& receiver, double margin) const
{
    for (std::size_t i = 0; i < rungs_.size(); ++i)
        if (receiver.kbps >= rungs_[i].leastKbps * margin)
            return i;
    return receiver.kbps >= rungs_.back().leastKbps * kSoundOnly * margin ? rungs_.size() - 1
                                                                          : rungs_.size();
}

// Down at once, up with a margin.
std::size_t Allocation::fitting(const Receiver& receiver) const
{
    const std::size_t down = highestFor(receiver, 1);
    return down >= receiver.seat.rung ? down
                                      : std::min(highestFor(receiver, kUp), receiver.seat.rung);
}

int Allocation::wishOn(std::size_t rung, const std::map<std::string, std::size_t>& places) const
{
    if (rung == 0 && recorded_)
        return rungs_[rung].mostKbps;
    int wish = 0;
    for (const auto& [id, place] : places)
        if (place == rung)
            wish = std::max(wish, receivers_.at(id).kbps);
    return std::min(wish, rungs_[rung].mostKbps);
}

void Allocation::update(Clock::time_point now)
{
    std::map<std::string, std::size_t> places;
    for (const auto& [id, receiver] : receivers_)
        places[id] = fitting(receiver);
    for (std::size_t rung = 0; rung + 1 < rungs_.size(); ++rung) {
        const int wish = wishOn(rung, places);
        for (auto& [id, place] : places) {
            const Receiver& receiver = receivers_.at(id);
            const double share = receiver.seat.rung <= rung ? kShareToStay : kShareToJoin;
            if (place == rung && receiver.kbps < wish * share)
                place = rung + 1;
        }
    }
    for (auto& [id, receiver] : receivers_)
        move(receiver, places.at(id), now);
    for (std::size_t rung = 0; rung < rungs_.size(); ++rung)
        tune(rung);
}

void Allocation::move(Receiver& receiver, std::size_t rung, Clock::time_point now)
{
    if (rung < rungs_.size())
        receiver.starvesSince.reset();
    else if (!receiver.starvesSince)
        receiver.starvesSince = now;
    if (receiver.seat.rung < rungs_.size() && receiver.starvesSince
        && now - *receiver.starvesSince < kStarves)
        rung = rungs_.size() - 1;
    if (rung >= receiver.seat.rung)
        receiver.fitsHigherSince.reset();
    else if (!receiver.fitsHigherSince)
        receiver.fitsHigherSince = now;
    const bool up = receiver.fitsHigherSince && now - *receiver.fitsHigherSince >= kFits
        && now - receiver.movedAt >= kStay;
    if (rung > receiver.seat.rung || up) {
        receiver.seat.rung = rung;
        receiver.movedAt = now;
        receiver.fitsHigherSince.reset();
    }
}

void Allocation::tune(std::size_t rung)
{
    int least = recorded_ && rung == 0 ? rungs_[rung].mostKbps : 0;
    for (const auto& [id, receiver] : receivers_)
        if (receiver.seat.rung == rung)
            least = least == 0 ? receiver.kbps : std::min(least, receiver.kbps);
    if (least > 0)
        kbps_[rung] = std::clamp(least, rungs_[rung].leastKbps, rungs_[rung].mostKbps);
    for (auto& [id, receiver] : receivers_)
        if (receiver.seat.rung == rung)
            receiver.seat.layers = receiver.kbps >= kbps_[rung] * kAllLayers ? layers_
                : receiver.kbps >= kbps_[rung] * kMostLayers ? std::max(layers_ - 1, 1)
                                                             : 1;
}

} // namespace confab::media
