// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/ladder/rungs.hpp"

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace confab::media {

/// Who receives which rung of a view, and how many bits each rung gets. A receiver whose path
/// carries less goes down at once and up with patience. A rung's bitrate follows those who receive
/// it: one whose path carries much less than that of the others does not make their picture worse,
/// but goes down a rung itself.
///
/// Pure; the clock is given. Thread: one at a time.
class Allocation {
public:
    using Clock = std::chrono::steady_clock;

    struct Seat {
        std::size_t rung = 0; ///< rungs().size(): sound only
        int layers = 3; ///< of that rung's layers in time, the lowest first
        bool operator==(const Seat&) const = default;
    };

    /// Borrowed values are copied. At least one rung.
    explicit Allocation(std::vector<Rung> rungs, int layers);

    const std::vector<Rung>& rungs() const { return rungs_; }

    void add(const std::string& id, int kbps, Clock::time_point now);
    void remove(const std::string& id) { receivers_.erase(id); }
    /// What that receiver's path carries for the picture.
    void setBudget(const std::string& id, int kbps);
    /// A recording takes the best rung and wants all of its bits.
    void setRecorded(bool recorded) { recorded_ = recorded; }

    /// Decides anew; call it a few times a second.
    void update(Clock::time_point now);

    Seat seatOf(const std::string& id) const { return receivers_.at(id).seat; }
    /// The bitrate of a rung; what it was last while nobody receives it.
    int kbpsOf(std::size_t rung) const { return kbps_[rung]; }

private:
    struct Receiver {
        int kbps = 0;
        Seat seat;
        Clock::time_point movedAt{};
        std::optional<Clock::time_point> fitsHigherSince, starvesSince;
    };

    std::size_t highestFor(const Receiver& receiver, double margin) const;
    std::size_t fitting(const Receiver& receiver) const;
    int wishOn(std::size_t rung, const std::map<std::string, std::size_t>& places) const;
    void move(Receiver& receiver, std::size_t rung, Clock::time_point now);
    void tune(std::size_t rung);

    const std::vector<Rung> rungs_;
    const int layers_;
    std::vector<int> kbps_;
    std::map<std::string, Receiver> receivers_;
    bool recorded_ = false;
};

} // namespace confab::media
