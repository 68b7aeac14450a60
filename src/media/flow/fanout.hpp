// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/gst/pad_probe.hpp"
#include "media/flow/inlet.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace confab::media {

/// Joins pipelines: hands the buffers that reach the end of one to any number of inlets of others,
/// by reference. The end is a sink that never sees a buffer: they are taken off at its pad.
/// (An appsink keeps a reference to the newest buffer, so that its fields could not be changed in
/// place, and a copy would keep the decoder's pool from using the memory again.)
///
/// Thread: made, changed and destroyed on the control thread; packets pass on the streaming thread
/// of the pipeline that ends here. One that is on its way while an inlet is removed may still reach
/// it.
class Fanout {
public:
    enum class Kind {
        Encoded, ///< keyframes are marked as such
        Raw, ///< durations are dropped: see fanout.cpp
        Samples, ///< audio; durations stay
    };
    using Observer = std::function<void(Packet&)>;

    /// `observe`, if there is one, sees every packet first, on the streaming thread, and may change
    /// its time: it captures values and Loop::bind() results, never `this`.
    Fanout(const GRef<GstElement>& sink, Kind kind, Observer observe = {});
    /// In the middle of a pipeline, at `pad`: buffers go on as well.
    static std::unique_ptr<Fanout> beside(const GRef<GstPad>& pad);
    Fanout(const Fanout&) = delete;
    Fanout& operator=(const Fanout&) = delete;

    void add(const Inlet& inlet);
    void remove(const Inlet& inlet);
    bool empty() const;

private:
    Fanout() = default;

    using Inlets = std::vector<Inlet>;
    struct State {
        std::mutex mutex;
        std::shared_ptr<const Inlets> inlets = std::make_shared<Inlets>(); // guarded by mutex

        std::shared_ptr<const Inlets> current();
        void replace(std::shared_ptr<const Inlets> other);
    };

    std::shared_ptr<State> state_ = std::make_shared<State>();
    PadProbe probe_;
};

} // namespace confab::media
