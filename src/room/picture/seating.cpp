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
                                       std::size_t capacity, bool hasFocus,
                                       const std::vector<std::string>& away)
{
    Indices waiting = byImportance(candidates);
    waiting.resize(std::min(waiting.size(), capacity));

    constexpr auto kFree = std::size_t(-1);
    constexpr auto kAway = std::size_t(-2);
    struct Seat {
        std::string id;
        std::size_t taker; ///< an index, or one of the two above
    };
    std::vector<Seat> seats;
    for (const auto& id : seats_) {
        const auto it = std::find_if(waiting.begin(), waiting.end(),
                                     [&](std::size_t i) { return candidates[i].id == id; });
        const bool isAway = std::find(away.begin(), away.end(), id) != away.end();
        seats.push_back({id, it != waiting.end() ? *it : isAway ? kAway : kFree});
        if (it != waiting.end())
            waiting.erase(it);
    }
    for (auto& seat : seats) {
        if (seat.taker != kFree || waiting.empty())
            continue;
        seat = {candidates[waiting.front()].id, waiting.front()};
        waiting.erase(waiting.begin());
    }
    std::erase_if(seats, [](const auto& seat) { return seat.taker == kFree; });
    for (const auto i : waiting)
        seats.push_back({candidates[i].id, i});

    if (hasFocus) {
        const auto claimOf = [&](const Seat& seat) {
            return seat.taker == kAway ? claim({}) : claim(candidates[seat.taker]);
        };
        const auto first =
            std::max_element(seats.begin(), seats.end(),
                             [&](const auto& a, const auto& b) { return claimOf(a) < claimOf(b); });
        if (first != seats.end() && claimOf(*first) > claim({}))
            std::swap(*first, seats.front());
    }
    seats_.clear();
    Indices shown;
    for (const auto& [id, taker] : seats) {
        seats_.push_back(id);
        if (taker != kAway)
            shown.push_back(taker);
    }
    return shown;
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
