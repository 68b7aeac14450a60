// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/loop.hpp"
#include "base/gst/pad_probe.hpp"
#include "base/result.hpp"

#include <gst/gst.h>

#include <functional>
#include <string>
#include <vector>

namespace confab::media {

/// Makes JPEGs of the raw I420 pictures that pass a pad. There is a probe on the pad only while a
/// request waits; all who wait get the same picture. The next frame is kept by reference while the
/// control thread scales and encodes it; the stream does not wait for that.
///
/// Thread: the control thread.
class Snapshot {
public:
    /// A JPEG that fits into a square of 640 pixels and is at most 128 KB, so that it fits a line
    /// of the front's link.
    using Taken = std::function<void(const Result<std::string>&)>;

    Snapshot(const Loop& loop, GRef<GstPad> pad) : loop_(loop), pad_(std::move(pad)) { }

    /// `taken` follows with the next picture that passes, never from inside the call, and not at
    /// all if this is destroyed before.
    void take(Taken taken);
    bool isPending() const { return !waiting_.empty(); }

private:
    void onPicture(const GRef<GstBuffer>& buffer, const GRef<GstCaps>& caps);

    const Loop loop_;
    const GRef<GstPad> pad_;
    std::vector<Taken> waiting_;
    PadProbe probe_;
    Lifetime lifetime_;
};

} // namespace confab::media
