// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/loop.hpp"
#include "config/config.hpp"
#include "layout/grid.hpp"
#include "media/fanout.hpp"
#include "media/gate.hpp"
#include "media/pipeline.hpp"
#include "media/pipeline_texts.hpp"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace confab {

/// The composed picture of a room and its one encode.
///
/// Thread: the control thread.
class View {
public:
    struct Shown {
        std::string id;
        Fanout* pictures; ///< borrowed; drop(id) before it goes
        Rect rect; ///< pixels of the canvas, even
    };

    /// Starts composing at once: the holding picture until something is shown. `failed` ends the
    /// view.
    static Result<std::unique_ptr<View>> create(const Loop& loop, const TimeBase& time,
                                                const PipelineTexts& texts,
                                                const VideoConfig& config,
                                                std::function<void(std::string)> failed);
    ~View();
    View(const View&) = delete;
    View& operator=(const View&) = delete;

    /// The whole picture: tiles that are not in it go, those that stay keep flowing.
    Status show(const std::vector<Shown>& shown);
    void drop(const std::string& id);

    /// Encoded frames go there from the next keyframe on, which is asked for.
    void addReceiver(const Inlet& inlet);
    void removeReceiver(const Inlet& inlet);
    /// At most one a second is asked of the encoder, whoever asks.
    void requestKeyframe();

private:
    struct Tile {
        GRef<GstElement> bin;
        GRef<GstPad> pad; // of the compositor
        Inlet inlet;
        std::unique_ptr<Gate> gate; // closed before the pad goes
        Fanout* source;
        Rect rect;
    };

    View(const Loop& loop, const TimeBase& time, const PipelineTexts& texts,
         std::function<void(std::string)> failed);

    Status build(const VideoConfig& config);
    Status addTile(const Shown& shown);
    void place(Tile& tile, const Rect& rect);
    void removeTile(Tile& tile);
    void forceKeyframe();

    const Loop loop_;
    const PipelineTexts& texts_;
    Pipeline pipeline_;
    GRef<GstElement> bin_;
    GRef<GstElement> compositor_;
    std::unique_ptr<Gate> encoderGate_; // nobody receives: nothing is encoded
    std::unique_ptr<Fanout> frames_;
    std::map<std::string, Tile> tiles_;
    gint64 lastKeyframeUs_ = 0;
    Timer nextKeyframe_;
};

} // namespace confab
