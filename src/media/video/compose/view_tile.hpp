// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/flow/fanout.hpp"
#include "media/flow/gate.hpp"
#include "media/flow/pipeline.hpp"
#include "media/flow/pipeline_texts.hpp"
#include "media/video/compose/tile_scaler.hpp"
#include "room/ports/picture.hpp"

#include <atomic>
#include <memory>

namespace confab::media {

/// One source in a view's picture: its way into the compositor, and its place there, to which it
/// glides when that changes.
///
/// Thread: the control thread.
class ViewTile {
public:
    /// Where it lives; all borrowed.
    struct Home {
        Pipeline& pipeline;
        GstElement* bin; ///< the view's, with the compositor in it
        GstElement* compositor;
        GstClockTime frame; ///< how long one of the mix lasts
        std::shared_ptr<const std::atomic<GstClockTime>> newest; ///< when the newest one began
    };

    /// `pictures` are borrowed and stay until this has gone.
    static Result<std::unique_ptr<ViewTile>> create(const Home& home, const PipelineTexts& texts,
                                                    Fanout& pictures,
                                                    const room::PictureTile& place);
    ~ViewTile();
    ViewTile(const ViewTile&) = delete;
    ViewTile& operator=(const ViewTile&) = delete;

    /// The first place is where it fades in; for another one glide() is called next.
    void moveTo(const room::PictureTile& place);
    /// How far it is, 0 to 1 of the time; at 1 it has arrived. True if there was anything to do.
    bool glide(double f);
    bool isGliding() const { return from_ != to_; }

private:
    ViewTile(const Home& home, GRef<GstElement> bin, Fanout& pictures);

    const Home home_;
    const GRef<GstElement> bin_;
    const GRef<GstPad> pad_; // of the compositor
    const std::shared_ptr<TileScaler> scaler_ = std::make_shared<TileScaler>(); // the inlet's, too
    const Inlet inlet_;
    Gate gate_; // closed before the pad goes
    Fanout& pictures_;
    layout::Rect from_, to_; // equal: it rests
    bool isNew_ = true; // fades in where it is
    double alpha_ = 0; // of one that is new: it never goes back
};

} // namespace confab::media
