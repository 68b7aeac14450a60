// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/ladder/allocation.hpp"
#include "media/peer/downlink.hpp"
#include "media/video/compose/view.hpp"
#include "room/ports/picture.hpp"

#include <map>

namespace confab::media {

/// Brings each receiver of a view the rendition that its path carries, in its codec, and each
/// rendition the bitrate that its receivers carry: does what an Allocation for each codec decides.
///
/// Thread: the control thread.
class Distribution {
public:
    /// `view` is borrowed.
    explicit Distribution(View& view);

    /// `kbps`: what its path carries for the picture, as far as is known. The downlink is borrowed:
    /// call remove() before it goes.
    void add(const room::PeerId& peer, Downlink& downlink, int kbps);
    /// Nothing happens if it receives nothing.
    void remove(const room::PeerId& peer);

    /// A recording takes the best rendition of the first codec, from its next keyframe on.
    void addRecorder(const Inlet& inlet);
    void removeRecorder(const Inlet& inlet);

    /// What its path carries for the picture now; `isFull`: more is on its way than it carries.
    void setBudget(const room::PeerId& peer, int kbps, bool isFull = false);
    /// Asks the encoder of what it receives; it may receive nothing.
    void requestKeyframe(const room::PeerId& peer);
    /// Decides anew who receives what; call it a few times a second.
    void update();

    /// What it receives; nothing if it is not here.
    struct Received {
        layout::Size size; ///< 0: sound only
        int kbps = 0;
        bool best = true; ///< there is none better
        bool operator==(const Received&) const = default;
    };
    std::optional<Received> received(const room::PeerId& peer) const;

private:
    struct Receiver {
        Downlink& downlink;
        Allocation& allocation; // of its codec
        std::optional<Allocation::Seat> seat; // none: not yet
        int kbps = 0;
        bool isFull = false;
        std::optional<Inlet> leaving; // goes on until the next one takes over
    };

    void apply(Receiver& receiver, Allocation::Seat seat);
    void leave(Receiver& receiver, bool atOnce);
    void release(Receiver& receiver);
    Allocation& recorded();

    View& view_;
    std::map<const Codec*, Allocation> allocations_;
    std::map<room::PeerId, Receiver> receivers_;
    int recorders_ = 0;
};

} // namespace confab::media
