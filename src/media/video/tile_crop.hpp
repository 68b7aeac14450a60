// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/pad_probe.hpp"
#include "layout/geometry.hpp"

#include <memory>
#include <mutex>

namespace confab {

/// Pixels to cut off at each side; even at the left and at the top.
struct Crop {
    int left = 0, right = 0, top = 0, bottom = 0;
    bool operator==(const Crop&) const = default;
};

/// What makes the picture the shape of its place. One that is hardly larger (3 %) is cut to its
/// very size, so that it need not be scaled: 640x360 in a cell of 638x358.
Crop cropFor(Size picture, Size place);

/// Keeps a videocrop cutting its pictures to the shape of their place, whatever comes.
/// (aspectratiocrop would always leave a rest to be scaled.)
///
/// Thread: the control thread; new sizes come on the streaming thread.
class TileCrop {
public:
    explicit TileCrop(GRef<GstElement> videocrop);

    /// `isCropped` false: the whole picture.
    void follow(Size place, bool isCropped);

private:
    struct State {
        GRef<GstElement> videocrop;
        std::mutex mutex;
        Size picture, place; // guarded by mutex
        bool isCropped = true; // guarded by mutex

        void apply();
    };

    std::shared_ptr<State> state_;
    PadProbe onCaps_;
};

} // namespace confab
