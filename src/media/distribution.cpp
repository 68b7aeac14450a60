// SPDX-License-Identifier: Apache-2.0
#include "media/distribution.hpp"

#include "media/codec/codecs.hpp"

#include <utility>

namespace confab::media {

namespace {

// What is sent is so many times what the path carries: every packet of it only lengthens the queue.
constexpr double kCollapse = 1.5;

} // namespace

Distribution::Distribution(View& view) : view_(view)
{
    for (const Codec* codec : pictureCodecs())
        allocations_.try_emplace(codec, view.rungs(), codec->layers);
}

void Distribution::add(const room::PeerId& peer, Downlink& downlink, int kbps)
{
    Allocation& allocation = allocations_.at(&downlink.picture());
    receivers_.emplace(peer, Receiver{downlink, allocation, {}, kbps});
    allocation.add(peer, kbps, Allocation::Clock::now());
    update();
}

void Distribution::remove(const room::PeerId& peer)
{
    const auto it = receivers_.find(peer);
    if (it == receivers_.end())
        return;
    Receiver& receiver = it->second;
    view_.removeReceiver(receiver.downlink.video());
    release(receiver);
    receiver.allocation.remove(peer);
    receivers_.erase(it);
    update();
}

void Distribution::addRecorder(const Inlet& inlet)
{
    recorded().setRecorded(++recorders_ > 0);
    view_.addReceiver(inlet);
    update();
}

void Distribution::removeRecorder(const Inlet& inlet)
{
    recorded().setRecorded(--recorders_ > 0);
    view_.removeReceiver(inlet);
    update();
}

Allocation& Distribution::recorded()
{
    return allocations_.at(&pictureCodec());
}

void Distribution::setBudget(const room::PeerId& peer, int kbps, bool isFull)
{
    const auto it = receivers_.find(peer);
    if (it == receivers_.end())
        return;
    it->second.allocation.setBudget(peer, kbps);
    it->second.kbps = kbps;
    it->second.isFull = isFull;
}

void Distribution::requestKeyframe(const room::PeerId& peer)
{
    if (const auto it = receivers_.find(peer); it != receivers_.end() && it->second.seat)
        view_.requestKeyframe({it->second.seat->rung, &it->second.downlink.picture()});
}

void Distribution::update()
{
    for (auto& [codec, allocation] : allocations_)
        allocation.update(Allocation::Clock::now());
    for (auto& [peer, receiver] : receivers_) {
        if (receiver.downlink.hasSwitched())
            release(receiver);
        apply(receiver, receiver.allocation.seatOf(peer));
    }
    for (const auto& [codec, allocation] : allocations_)
        for (std::size_t rung = 0; rung < view_.rungs().size(); ++rung)
            view_.setKbps({rung, codec}, allocation.kbpsOf(rung));
}

void Distribution::apply(Receiver& receiver, Allocation::Seat seat)
{
    if (receiver.seat == seat)
        return;
    const auto before = std::exchange(receiver.seat, seat);
    receiver.downlink.setLayers(seat.layers);
    if (before && before->rung == seat.rung)
        return;
    if (before) {
        const bool isSwamped = receiver.isFull && seat.rung > before->rung
            && receiver.allocation.kbpsOf(before->rung) > kCollapse * receiver.kbps;
        leave(receiver, isSwamped || seat.rung >= view_.rungs().size());
        if (isSwamped)
            receiver.downlink.giveUpPictures();
    }
    if (seat.rung < view_.rungs().size())
        view_.addReceiver(receiver.downlink.video(), {seat.rung, &receiver.downlink.picture()});
}

void Distribution::release(Receiver& receiver)
{
    if (receiver.leaving)
        view_.removeReceiver(*receiver.leaving);
    receiver.leaving.reset();
}

// The one before goes on until then, unless it was waited for itself.
void Distribution::leave(Receiver& receiver, bool atOnce)
{
    const Inlet before = receiver.downlink.video();
    const bool flows = receiver.downlink.hasSwitched();
    if (atOnce || !flows)
        view_.removeReceiver(before);
    if (atOnce || flows)
        release(receiver);
    if (!atOnce && flows)
        receiver.leaving = before;
    receiver.downlink.switchPicture();
}

std::optional<Distribution::Received> Distribution::received(const room::PeerId& peer) const
{
    const auto it = receivers_.find(peer);
    if (it == receivers_.end() || !it->second.seat)
        return std::nullopt;
    const auto rung = it->second.seat->rung;
    if (rung >= view_.rungs().size())
        return Received{.size = {}, .kbps = 0, .best = false};
    return Received{view_.rungs()[rung].size, it->second.allocation.kbpsOf(rung), rung == 0};
}

} // namespace confab::media
