// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/gobject.hpp"

#include <gst/app/gstappsrc.h>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>

namespace confab {

/// One buffer on its way between pipelines: shared, never written to.
struct Packet {
    GRef<GstBuffer> buffer; ///< PTS is its running time, the same in every pipeline
    GRef<GstCaps> caps;
    bool keyframe = true; ///< can be the first
};

/// Where a pipeline takes in what another one made: an appsrc. Cheap to copy; copies are the same
/// inlet. Any thread may push, one at a time; push never blocks (the appsrc drops when it is full).
class Inlet {
public:
    enum class Start {
        Anywhere,
        AtKeyframe, ///< drops until the first keyframe
        Resync, ///< marks what comes after a pause of 40 ms or more; see below
    };

    /// Where a packet belongs on the time line of what it goes into, its new PTS; none: nowhere.
    /// Called on the pushing threads.
    using Place = std::function<std::optional<GstClockTime>(const Packet&)>;

    Inlet(GRef<GstElement> appsrc, Start start, Place place = {})
        : state_(std::make_shared<State>(std::move(appsrc), start, std::move(place)))
    {
    }

    void push(const Packet& packet) const;
    /// Another stream follows: waits for a keyframe again, if it did at first.
    void restart() const { state_->started = false; }
    /// No more will come.
    void end() const;
    bool operator==(const Inlet& other) const { return state_ == other.state_; }

private:
    struct State {
        State(GRef<GstElement> e, Start s, Place p)
            : appsrc(std::move(e)), start(s), place(std::move(p))
        {
        }
        GRef<GstElement> appsrc;
        const Start start;
        const Place place; // null: where it is
        std::atomic<bool> started = false;
        std::atomic<GstClockTime> expected = 0; // end of the last packet
    };

    std::shared_ptr<State> state_;
};

} // namespace confab
