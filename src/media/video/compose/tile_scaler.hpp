// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/gst/gst_ref.hpp"
#include "layout/geometry/geometry.hpp"
#include "media/flow/inlet.hpp"

#include <gst/video/video.h>

#include <memory>
#include <mutex>
#include <optional>

namespace confab::media {

/// Turns each picture of one source into what its tile shows, cut to its shape and scaled to its
/// size, so that the compositor has nothing to do but copy it. Its own scaler took 15 % of a room
/// of eight, this one 4 (measured, tiles of 426x240; libyuv's box filter, which is also sharper).
///
/// Thread: follow() on the control thread, turn() on the source's streaming thread.
class TileScaler {
public:
    TileScaler() = default;
    ~TileScaler();
    TileScaler(const TileScaler&) = delete;
    TileScaler& operator=(const TileScaler&) = delete;

    /// The size of the tile's picture; `isCropped` false: the whole picture, as large as fits.
    void follow(layout::Size place, bool isCropped);

    /// What the tile shows at that time of an I420 picture, in caps that all tiles have in common
    /// (a compositor whose inputs differ in their chroma sites converts some of them). Pixels of
    /// its own, whatever the size: another head on those of a decoder's pool has the pool throw
    /// them away, and each picture is new memory then (measured: a sixth of a room of four).
    /// Nothing if it fails.
    std::optional<Packet> turn(const Packet& picture, GstClockTime shownAt);

private:
    struct Target {
        layout::Size place;
        bool isCropped = true;
        bool operator==(const Target&) const = default;
    };

    void adapt(const GRef<GstCaps>& caps);
    GRef<GstBuffer> scaled(GstBuffer* picture);
    void closePool();

    std::mutex mutex_;
    Target wanted_; // guarded by mutex_

    // The streaming thread's own.
    Target target_;
    GRef<GstCaps> from_, to_; // to_ null: cannot be
    GstVideoInfo in_{}, out_{};
    layout::Rect kept_; // of the source's picture
    GRef<GstBufferPool> pool_;
};

} // namespace confab::media
