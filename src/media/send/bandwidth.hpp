// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "congestion/estimator.hpp"
#include "media/send/path_log.hpp"
#include "media/send/send_path.hpp"

#include <deque>

namespace confab::media {

/// What the path to one receiver carries, and that its packets are sent accordingly: joins the
/// estimator to the path.
///
/// Thread: the control thread.
class Bandwidth {
public:
    struct Limits {
        int pictureKbps; ///< more is never of use for the picture
        int soundKbps; ///< that the sound takes once, with all that goes around it
        int thinKbps; ///< the same of the sound for a path that carries little
    };

    /// `path` is borrowed.
    Bandwidth(SendPath& path, const Limits& limits);

    /// A report of the receiver.
    void onArrived(const std::vector<PacketFate>& fates);
    /// Call it ten times a second.
    void tick();

    /// More is on its way than it carries.
    bool isFull() const { return isFull_; }
    /// Whether it carries so little that the sound should take less.
    bool wantsThinSound() const { return isThin_; }
    /// What is left for the picture beside the sound.
    int pictureKbps() const;
    /// Of the path, about; 0 if it is not known yet.
    std::chrono::milliseconds roundTrip() const;
    congestion::Estimate estimate() const;

private:
    void apply();
    void protectSound(const congestion::Estimate& estimate);
    int soundKbps() const
    {
        return (isThin_ ? limits_.thinKbps : limits_.soundKbps) * (1 + redundancy_);
    }
    int clusterOf(congestion::Time sent) const;

    struct SentProbe {
        int cluster;
        congestion::Time begin, end;
    };

    SendPath& path_;
    const Limits limits_;
    congestion::Estimator estimator_;
    const PathLog log_;
    bool isThin_ = false, isFull_ = false;
    int redundancy_ = 0; // how many times more the sound is sent
    congestion::Time calmSince_{}; // the loss would do with less redundancy
    std::deque<SentProbe> probes_; // the newest last, a few
};

} // namespace confab::media
