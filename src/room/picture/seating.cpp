// SPDX-License-Identifier: Apache-2.0
#include "room/picture/seating.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace confab::room {

namespace {

using Indices = std::vector<std::size_t>;

auto claim(const Candidate& c)
{
    return std::tuple(c.pinned, c.screen, c.speaker);
}

bool hasClaim(const Candidate& c)
{
    return claim(c) > claim({});
}

Indices byImportance(const std::vector<Candidate>& candidates)
{
    Indices order(candidates.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const auto rankOf = [](const Candidate& c) {
            return std::tuple_cat(claim(c), std::tuple(c.hand, c.spoke));
        };
        return rankOf(candidates[a]) > rankOf(candidates[b]);
    });
    return order;
}

} // namespace

std::vector<std::size_t> Seating::seat(const std::vector<Candidate>& candidates,
                                       std::size_t capacity, bool hasFocus)
{
    Indices waiting = byImportance(candidates);
    waiting.resize(std::min(waiting.size(), capacity));

    constexpr auto kFree = std::size_t(-1);
    Indices seats;
    for (const auto& id : seats_) {
        const auto it = std::find_if(waiting.begin(), waiting.end(),
                                     [&](std::size_t i) { return candidates[i].id == id; });
        seats.push_back(it == waiting.end() ? kFree : *it);
        if (it != waiting.end())
            waiting.erase(it);
    }
    for (auto& seat : seats) {
        if (seat != kFree || waiting.empty())
            continue;
        seat = waiting.front();
        waiting.erase(waiting.begin());
    }
    std::erase(seats, kFree);
    seats.insert(seats.end(), waiting.begin(), waiting.end());

    if (hasFocus && !seats.empty()) {
        const auto first = std::max_element(seats.begin(), seats.end(), [&](auto a, auto b) {
            return claim(candidates[a]) < claim(candidates[b]);
        });
        if (hasClaim(candidates[*first]))
            std::swap(*first, seats.front());
    }
    seats_.clear();
    for (const auto i : seats)
        seats_.push_back(candidates[i].id);
    return seats;
}

void Seating::reorder(const std::vector<std::string>& ids)
{
    auto seats = ids;
    for (const auto& id : seats_)
        if (std::find(ids.begin(), ids.end(), id) == ids.end())
            seats.push_back(id);
    seats_ = std::move(seats);
}

} // namespace confab::room
