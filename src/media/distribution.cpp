// SPDX-License-Identifier: Apache-2.0
#include "media/distribution.hpp"

#include "media/codec/codecs.hpp"

namespace confab::media {

namespace {

// What is sent is so many times what the path carries: every packet of it only lengthens the queue.
constexpr double kCollapse = 1.5;

} // namespace

Distribution::Distribution(View& view)
    : view_(view), allocation_(view.rungs(), pictureCodec().layers)
{
}

void Distribution::add(const room::PeerId& peer, Downlink& downlink, int kbps)
{
    receivers_.emplace(peer, Receiver{downlink, {}, kbps});
    allocation_.add(peer, kbps, Allocation::Clock::now());
    update();
}

void Distribution::remove(const room::PeerId& peer)
{
    const auto receiver = receivers_.find(peer);
    if (receiver == receivers_.end())
        return;
    view_.removeReceiver(receiver->second.downlink.video());
    receivers_.erase(receiver);
    allocation_.remove(peer);
    update();
}

void Distribution::setBudget(const room::PeerId& peer, int kbps)
{
    allocation_.setBudget(peer, kbps);
    if (const auto receiver = receivers_.find(peer); receiver != receivers_.end())
        receiver->second.kbps = kbps;
}

void Distribution::addRecorder(const Inlet& inlet)
{
    allocation_.setRecorded(++recorders_ > 0);
    view_.addReceiver(inlet);
    update();
}

void Distribution::removeRecorder(const Inlet& inlet)
{
    allocation_.setRecorded(--recorders_ > 0);
    view_.removeReceiver(inlet);
    update();
}

void Distribution::requestKeyframe(const room::PeerId& peer)
{
    if (const auto it = receivers_.find(peer); it != receivers_.end() && it->second.seat)
        view_.requestKeyframe(it->second.seat->rung);
}

void Distribution::update()
{
    allocation_.update(Allocation::Clock::now());
    for (auto& [peer, receiver] : receivers_)
        apply(peer, allocation_.seatOf(peer));
    for (std::size_t rung = 0; rung < view_.rungs().size(); ++rung)
        view_.setKbps(rung, allocation_.kbpsOf(rung));
}

void Distribution::apply(const room::PeerId& peer, Allocation::Seat seat)
{
    Receiver& receiver = receivers_.at(peer);
    if (receiver.seat == seat)
        return;
    const auto before = std::exchange(receiver.seat, seat);
    receiver.downlink.setLayers(seat.layers);
    if (before && before->rung == seat.rung)
        return;
    const Inlet& inlet = receiver.downlink.video();
    if (before) {
        view_.removeReceiver(inlet);
        receiver.downlink.switchPicture();
        if (seat.rung > before->rung
            && allocation_.kbpsOf(before->rung) > kCollapse * receiver.kbps)
            receiver.downlink.giveUpPictures();
    }
    if (seat.rung < view_.rungs().size())
        view_.addReceiver(inlet, seat.rung);
}

std::optional<Distribution::Received> Distribution::received(const room::PeerId& peer) const
{
    const auto it = receivers_.find(peer);
    if (it == receivers_.end() || !it->second.seat)
        return std::nullopt;
    const auto rung = it->second.seat->rung;
    if (rung >= view_.rungs().size())
        return Received{.size = {}, .kbps = 0, .best = false};
    return Received{view_.rungs()[rung].size, allocation_.kbpsOf(rung), rung == 0};
}

} // namespace confab::media
