// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/gst/gst_ref.hpp"

#include <gst/app/gstappsrc.h>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace confab::media {

/// One buffer on its way between pipelines: shared, never written to.
struct Packet {
    GRef<GstBuffer> buffer; ///< PTS is its running time, the same in every pipeline
    GRef<GstCaps> caps;
    bool keyframe = true; ///< can be the first

    /// The same bytes at another time.
    Packet at(GstClockTime pts) const;
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

    /// What a packet becomes on its way in (another PTS, another picture); none: it is dropped.
    /// Called on the pushing threads, one at a time.
    using Turn = std::function<std::optional<Packet>(const Packet&)>;

    /// `together`: of inlets of one appsrc that several threads push into: they take turns.
    Inlet(GRef<GstElement> appsrc, Start start, Turn turn = {},
          std::shared_ptr<std::mutex> together = {})
        : state_(
            std::make_shared<State>(std::move(appsrc), start, std::move(turn), std::move(together)))
    {
    }

    void push(const Packet& packet) const;
    /// Another stream follows: waits for a keyframe again, if it did at first.
    void restart() const { state_->started = false; }
    /// No more will come.
    void end() const;
    bool operator==(const Inlet& other) const { return state_ == other.state_; }

private:
    Packet resynced(const Packet& packet) const;
    void send(Packet packet) const;

    struct State {
        State(GRef<GstElement> e, Start s, Turn t, std::shared_ptr<std::mutex> m)
            : appsrc(std::move(e)), start(s), turn(std::move(t)), together(std::move(m))
        {
        }
        GRef<GstElement> appsrc;
        const Start start;
        const Turn turn; // null: what it is
        const std::shared_ptr<std::mutex> together; // null: one thread at a time anyway
        std::atomic<bool> started = false;
        std::atomic<GstClockTime> expected = 0; // end of the last packet
    };

    std::shared_ptr<State> state_;
};

} // namespace confab::media
