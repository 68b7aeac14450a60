// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/inlet.hpp"

#include <gst/app/gstappsink.h>

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace confab {

/// Hands what one appsink receives to any number of inlets, by reference: how pipelines are joined.
///
/// Thread: made, changed and destroyed on the control thread; packets pass on the appsink's
/// streaming thread. A packet that is on its way while an inlet is removed may still reach it.
class Fanout {
public:
    enum class Kind {
        Encoded, ///< keyframes are told from the rest
        Raw, ///< durations are dropped: see fanout.cpp
        Samples, ///< audio; durations stay
    };

    /// `observe`, if there is one, sees every packet first, on the streaming thread: it captures values
    /// and Loop::bind() results, never `this`.
    Fanout(GRef<GstElement> appsink, Kind kind, std::function<void(const Packet&)> observe = {});
    ~Fanout();
    Fanout(const Fanout&) = delete;
    Fanout& operator=(const Fanout&) = delete;

    void add(const Inlet& inlet);
    void remove(const Inlet& inlet);
    bool empty() const;

private:
    using Inlets = std::vector<Inlet>;
    struct State {
        Kind kind;
        std::function<void(const Packet&)> observe;
        std::mutex mutex;
        std::shared_ptr<const Inlets> inlets = std::make_shared<Inlets>(); // guarded by mutex

        std::shared_ptr<const Inlets> current();
        void pass(GstSample* sample);
    };
    static GstFlowReturn onSample(GstAppSink* sink, gpointer state);

    GRef<GstElement> appsink_;
    std::shared_ptr<State> state_;
};

} // namespace confab
