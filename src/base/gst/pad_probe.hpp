// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/gst/gst_ref.hpp"

#include <functional>
#include <utility>

namespace confab {

/// A pad probe that goes with its owner. The handler runs on streaming threads: it captures values,
/// atomics and Loop::bind() results, never `this`; a call may still be running when the destructor
/// returns, and what it captured lives until that call is over.
class PadProbe {
public:
    using Handler = std::function<GstPadProbeReturn(GstPadProbeInfo*)>;

    PadProbe() = default;
    PadProbe(GRef<GstPad> pad, GstPadProbeType type, Handler handler)
        : pad_(std::move(pad)),
          id_(gst_pad_add_probe(
              pad_.get(), type,
              [](GstPad*, GstPadProbeInfo* info, gpointer h) {
                  return (*static_cast<Handler*>(h))(info);
              },
              new Handler(std::move(handler)), [](gpointer h) { delete static_cast<Handler*>(h); }))
    {
    }
    PadProbe(PadProbe&& other) noexcept
        : pad_(std::move(other.pad_)), id_(std::exchange(other.id_, 0))
    {
    }
    PadProbe& operator=(PadProbe other) noexcept
    {
        std::swap(pad_, other.pad_);
        std::swap(id_, other.id_);
        return *this;
    }
    ~PadProbe()
    {
        if (id_)
            gst_pad_remove_probe(pad_.get(), id_);
    }

private:
    GRef<GstPad> pad_;
    gulong id_ = 0;
};

} // namespace confab
