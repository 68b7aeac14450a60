// SPDX-License-Identifier: Apache-2.0
#include "front/admission/start_queue.hpp"

#include <algorithm>
#include <thread>

namespace confab::front {

std::size_t StartQueue::usualAtATime()
{
    return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, kMostAtATime);
}

StartQueue::Ticket StartQueue::wait(std::string client, std::function<void()> go)
{
    const auto alive = std::make_shared<char>();
    state_->waiting.push_back(
        {std::move(client),
         [loop = state_->loop, watch = std::weak_ptr(alive), go = std::move(go)] {
             loop.post([watch, go] {
                 if (!watch.expired())
                     go();
             });
         }});
    Ticket ticket(state_, std::prev(state_->waiting.end()), alive);
    state_->next();
    return ticket;
}

void StartQueue::State::next()
{
    while (underWay.size() < atATime && !waiting.empty()) {
        const auto start = chosen();
        underWay.splice(underWay.end(), waiting, start);
        start->go();
    }
}

std::list<StartQueue::Start>::iterator StartQueue::State::chosen()
{
    const auto isIdle = [this](const Start& start) {
        return std::ranges::none_of(
            underWay, [&](const Start& other) { return other.client == start.client; });
    };
    const auto fair = std::ranges::find_if(waiting, isIdle);
    return fair == waiting.end() ? waiting.begin() : fair;
}

StartQueue::Ticket::~Ticket()
{
    if (!state_)
        return;
    auto& list =
        std::ranges::any_of(state_->waiting, [this](const Start& one) { return &one == &*start_; })
        ? state_->waiting
        : state_->underWay;
    list.erase(start_);
    state_->next();
}

} // namespace confab::front
