// SPDX-License-Identifier: Apache-2.0
#include "front/admission/join_queue.hpp"

#include <algorithm>

namespace confab::front {

bool JoinQueue::has(const std::string& participant) const
{
    return std::ranges::any_of(waiting_,
                               [&](const Waiting& w) { return w.join.participant == participant; });
}

void JoinQueue::add(link::Join join, Clock::time_point now)
{
    take(join.participant);
    waiting_.push_back({std::move(join), now});
}

std::optional<link::Join> JoinQueue::take(const std::string& participant)
{
    const auto found = std::ranges::find_if(
        waiting_, [&](const Waiting& w) { return w.join.participant == participant; });
    if (found == waiting_.end())
        return std::nullopt;
    auto join = std::move(found->join);
    waiting_.erase(found);
    return join;
}

std::optional<link::Join> JoinQueue::next(Clock::time_point now)
{
    std::erase_if(inWork_, [now](const InWork& w) { return now - w.since >= kGivenUp; });
    if (waiting_.empty() || inWork_.size() >= kAtATime)
        return std::nullopt;
    auto join = std::move(waiting_.front().join);
    waiting_.pop_front();
    inWork_.push_back({join.participant, now});
    return join;
}

void JoinQueue::answered(const std::string& participant)
{
    std::erase_if(inWork_, [&](const InWork& w) { return w.participant == participant; });
}

void JoinQueue::clear()
{
    waiting_.clear();
    inWork_.clear();
}

std::vector<std::pair<std::string, std::size_t>> JoinQueue::slow(Clock::duration longer,
                                                                 Clock::time_point now) const
{
    std::vector<std::pair<std::string, std::size_t>> slow;
    for (std::size_t i = 0; i < waiting_.size(); ++i)
        if (now - waiting_[i].since >= longer)
            slow.emplace_back(waiting_[i].join.participant, i);
    return slow;
}

} // namespace confab::front
