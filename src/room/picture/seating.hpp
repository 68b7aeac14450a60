// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

namespace confab::room {

/// Who wants to be seen, and how much.
struct Candidate {
    std::string id;
    bool pinned = false;
    bool screen = false;
    bool speaker = false; ///< holds the floor
    bool hand = false;
    /// When it last held the floor; the epoch: never.
    std::chrono::steady_clock::time_point spoke{};
};

/// Decides who is shown, and on which seat: pin > screen > speaker > hand > who spoke last > who
/// was first. Whoever is visible keeps the seat; a newcomer takes that of whoever had to go.
///
/// Plain values; one thread at a time.
class Seating {
public:
    /// The seats, best first: indices into `candidates`, which come in the order of joining. With a
    /// focus the first seat belongs to pin, screen or speaker, and whoever sat there changes places
    /// with the new one; it stays as it is while nobody has a claim.
    std::vector<std::size_t> seat(const std::vector<Candidate>& candidates, std::size_t capacity,
                                  bool hasFocus);

    /// From now on these sit first, in this order.
    void reorder(const std::vector<std::string>& ids);

private:
    std::vector<std::string> seats_;
};

} // namespace confab::room
