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

/// Decides who is shown, and on which seat: pin > screen > speaker > hand > the last to speak > the
/// first to join. Those who are visible keep their seats; a newcomer takes the seat of the one who
/// had to go.
///
/// Plain values; one thread at a time.
class Seating {
public:
    /// The seats, best first: indices into `candidates`, which come in the order of joining. With a
    /// focus the first seat belongs to pin, screen or speaker: the one who sat there changes places
    /// with the new one. While nobody has a claim to it, it stays as it is.
    ///
    /// The seats of `away` are closed up, and kept: who is back sits there again.
    std::vector<std::size_t> seat(const std::vector<Candidate>& candidates, std::size_t capacity,
                                  bool hasFocus, const std::vector<std::string>& away = {});

    /// From now on these sit first, in this order.
    void reorder(const std::vector<std::string>& ids);

private:
    std::vector<std::string> seats_;
};

} // namespace confab::room
