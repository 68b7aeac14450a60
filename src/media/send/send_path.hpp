// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/loop.hpp"
#include "base/gst/pad_probe.hpp"
#include "media/send/pacer.hpp"
#include "media/send/redundancy.hpp"
#include "media/send/transport_feedback.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

namespace confab::media {

/// The way of one receiver's packets through its webrtcbin: paces them, repeats what was lost
/// within limits, makes probes, and hears what has arrived. It is a few probes on pads that are
/// there anyway: no element, no thread, no copy.
///
///   payloader --[pace pictures]--> funnel --> rtprtxsend --[pace repeats]--> rtpsession --> SRTP
///                                                  <--[lost? arrived?]--
///
/// Thread: the control thread. Streaming threads see the shared state alone.
class SendPath {
public:
    /// Control thread; a few times a second while something is sent.
    using Arrived = std::function<void(std::vector<PacketFate>)>;

    /// Where packets pass on their way into the webrtcbin.
    struct Ways {
        GRef<GstPad> pictures; ///< in lists, or one by one
        GRef<GstPad> sound; ///< one by one
    };

    /// Call it once the webrtcbin is connected, and before anything is sent. It needs allowAgain().
    SendPath(const Loop& loop, GstElement* webrtcbin, const Ways& ways,
             const Redundancy::Settings& redundancy, Arrived arrived);
    ~SendPath();
    SendPath(const SendPath&) = delete;
    SendPath& operator=(const SendPath&) = delete;

    struct Path {
        int bitsPerSecond = 0; ///< that it is believed to carry
        std::chrono::milliseconds roundTrip{0}; ///< as long as it takes
        std::chrono::milliseconds queueing{0}; ///< of packets on it
        bool isFull = false; ///< more is on its way than it carries
        bool isLossy = false; ///< many packets get lost, and not for that
    };
    void setPath(const Path& path);
    /// Of the pictures until now nothing more is sent, not even repeats. A keyframe has to follow.
    void giveUpPictures();
    /// Sends old pictures again at that rate: whether they arrive tells whether the path carries
    /// it, and a receiver that has them drops them.
    void probe(int bitsPerSecond, int bytes, int packets);
    /// How many earlier packets of the sound go along with each, 0 to Redundancy::kMost.
    void setRedundancy(int earlier);
    /// There are none before the first picture.
    bool canProbe() const;
    /// With what SRTP, UDP and IP add, since it was last called.
    std::size_t takeSentBytes();

    /// Lets a packet be sent again as it was. Call it after the local description is set, and
    /// before the webrtcbin connects.
    static void allowAgain(GstElement* webrtcbin);

private:
    struct State;

    std::shared_ptr<State> state_;
    Path path_;
    Lifetime lifetime_;
    GRef<GstPad> repeats_;
    std::vector<PadProbe> probes_;
};

} // namespace confab::media
