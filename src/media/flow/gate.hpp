// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/gst/pad_probe.hpp"

#include <atomic>
#include <memory>

namespace confab::media {

/// Drops the buffers that pass a pad while it is closed, so that nothing behind it has work to do.
/// Thread: open() on any; the gate itself lives on the control thread. Starts closed.
class Gate {
public:
    explicit Gate(GRef<GstPad> pad)
        : probe_(std::move(pad), GST_PAD_PROBE_TYPE_BUFFER, [isOpen = isOpen_](GstPadProbeInfo*) {
              return *isOpen ? GST_PAD_PROBE_OK : GST_PAD_PROBE_DROP;
          })
    {
    }

    bool isOpen() const { return *isOpen_; }
    void open(bool open) { *isOpen_ = open; }

private:
    std::shared_ptr<std::atomic<bool>> isOpen_ = std::make_shared<std::atomic<bool>>(false);
    PadProbe probe_;
};

} // namespace confab::media
