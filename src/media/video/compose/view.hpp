// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/loop.hpp"
#include "base/gst/pad_probe.hpp"
#include "config/config.hpp"
#include "media/codec/codecs.hpp"
#include "media/flow/gate.hpp"
#include "media/flow/pipeline.hpp"
#include "media/flow/pipeline_texts.hpp"
#include "media/ladder/rungs.hpp"
#include "media/video/compose/rendition.hpp"
#include "media/video/compose/scaled_rendition.hpp"
#include "media/video/compose/snapshot.hpp"
#include "media/video/compose/still_source.hpp"
#include "media/video/compose/view_tile.hpp"
#include "media/video/draw/scenery.hpp"
#include "room/ports/picture.hpp"

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace confab::media {

/// Names one encode of a view.
struct Encode {
    std::size_t rung = 0; ///< of View::rungs()
    const Codec* codec = &pictureCodec();
    auto operator<=>(const Encode&) const = default;
};

/// The composed picture of a room and its renditions. What changes place glides there.
///
/// Thread: the control thread.
class View {
public:
    struct Settings {
        std::string name; ///< "main" or "host"
        const config::VideoConfig& video;
        const config::LayoutConfig& layout;
    };
    /// Where the pictures of a peer come from; null: none yet.
    using Find = std::function<Fanout*(const room::PeerId&)>;

    /// Starts composing at once: the backdrop until something is shown. `failed` ends the view.
    static Result<std::unique_ptr<View>> create(const Loop& loop, const TimeBase& time,
                                                const PipelineTexts& texts,
                                                const Settings& settings,
                                                std::function<void(std::string)> failed);
    ~View();
    View(const View&) = delete;
    View& operator=(const View&) = delete;

    /// All of the picture: tiles that are not in it go, those that stay keep flowing. What `find`
    /// gives is borrowed; drop(peer) before it goes.
    Status show(const room::Picture& picture, const Find& find);
    void drop(const room::PeerId& peer);

    /// Its encodes in each codec, the best first; which of them exist depends on who receives them.
    const std::vector<Rung>& rungs() const { return rungs_; }
    /// Encoded frames go there from the next keyframe on, which is asked for.
    void addReceiver(const Inlet& inlet, const Encode& encode = {});
    /// Of whatever encode. Nothing happens if it received none.
    void removeReceiver(const Inlet& inlet);
    /// Nothing happens while nobody receives it.
    void requestKeyframe(const Encode& encode = {});
    void setKbps(const Encode& encode, int kbps);
    /// Those that are being encoded beside the best of the first codec, for tests.
    std::size_t scaledRenditions() const;

    /// The picture of now, also while nobody receives; see Snapshot.
    void takeSnapshot(Snapshot::Taken taken);

private:
    View(const Loop& loop, const TimeBase& time, const PipelineTexts& texts,
         const Settings& settings, std::function<void(std::string)> failed);

    Status build(const Settings& settings);
    Status addRendition(const Rendition::Settings& settings);
    Rendition* rendition(const Encode& encode) const;
    Rendition* madeRendition(const Encode& encode);
    void glide();
    void glideStep();
    bool isGliding(const room::PeerId& peer) const;
    void drawScenery();
    void openGate();

    const Loop loop_;
    const TimeBase time_;
    const PipelineTexts& texts_;
    const int fps_;
    const std::function<void(std::string)> failed_;
    const std::chrono::milliseconds animation_;
    Pipeline pipeline_;
    std::unique_ptr<Scenery> scenery_;
    GRef<GstElement> bin_, compositor_, overlay_;
    const std::shared_ptr<std::atomic<GstClockTime>> newest_ =
        std::make_shared<std::atomic<GstClockTime>>(GST_CLOCK_TIME_NONE); // frame of the mix
    PadProbe frameBegins_;
    std::unique_ptr<StillSource> backdrop_;
    std::unique_ptr<Gate> gate_; // in front of the overlay: closed while nobody sees it
    std::unique_ptr<Snapshot> snapshot_;
    std::vector<Rung> rungs_;
    std::unique_ptr<Rendition> best_; // of the canvas's size and the first codec, in this pipeline
    std::unique_ptr<Fanout> pictures_; // to the others
    std::map<Encode, std::unique_ptr<ScaledRendition>> scaled_;
    std::map<room::PeerId, std::unique_ptr<ViewTile>> tiles_;
    room::Picture picture_;
    gint64 glideStartUs_ = 0;
    Timer glideStep_, minute_;
};

} // namespace confab::media
