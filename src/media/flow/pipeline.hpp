// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/loop.hpp"
#include "media/flow/time_base.hpp"

#include <functional>
#include <string>

namespace confab::media {

/// A GstPipeline of ours: on the shared clock, its bus watched on the loop, stopped when this goes.
///
/// Thread: the control thread. Destroying it waits for its streaming threads; they must never wait
/// for the control thread.
class Pipeline {
public:
    struct Events {
        std::function<void(std::string)>
            failed; ///< a bus error, as one line; may destroy the owner
        std::function<void()> ended; ///< end of stream has reached every sink
    };

    Pipeline(const Loop& loop, const TimeBase& time, const std::string& name, Events events);
    ~Pipeline();
    Pipeline(const Pipeline&) = delete;
    Pipeline& operator=(const Pipeline&) = delete;

    GstBin* bin() const { return GST_BIN(element_.get()); }
    GstElement* element() const { return element_.get(); }

    /// Takes the element in and brings it to the pipeline's state.
    void add(const GRef<GstElement>& element) { add(element, bin()); }
    /// The same for a bin inside the pipeline.
    void add(const GRef<GstElement>& element, GstBin* into);
    /// Stops the element and takes it out. Release the request pads that it feeds first.
    void remove(const GRef<GstElement>& element);
    void play();

private:
    void onMessage(GstMessage* message);

    GRef<GstElement> element_;
    Events events_;
    GSource* busSource_ = nullptr;
};

/// The element of that name inside `bin`, however deep; it must be there.
GRef<GstElement> childOf(GstElement* bin, const char* name);
/// The first one of that factory inside `bin`, however deep; null: there is none.
GRef<GstElement> firstMadeBy(const char* factory, GstElement* bin);
/// A static pad that must be there.
GRef<GstPad> padOf(GstElement* element, const char* name);

} // namespace confab::media
