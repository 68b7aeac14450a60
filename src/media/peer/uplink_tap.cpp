// SPDX-License-Identifier: Apache-2.0
#include "media/peer/uplink_tap.hpp"

namespace confab::media {

void UplinkTap::add(std::shared_ptr<SentPackets> taker)
{
    std::lock_guard lock(mutex_);
    auto takers = std::make_shared<Takers>(*takers_);
    takers->push_back(std::move(taker));
    takers_ = std::move(takers);
    isOpen_ = true;
}

void UplinkTap::remove(const std::shared_ptr<SentPackets>& taker)
{
    std::lock_guard lock(mutex_);
    auto takers = std::make_shared<Takers>(*takers_);
    std::erase(*takers, taker);
    isOpen_ = !takers->empty();
    takers_ = std::move(takers);
}

void UplinkTap::give(const SentPacket& packet) const
{
    const auto takers = [this] {
        std::lock_guard lock(mutex_);
        return takers_;
    }();
    for (const auto& taker : *takers)
        taker->take(packet);
}

} // namespace confab::media
