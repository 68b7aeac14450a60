// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/loop.hpp"
#include "bot/clip/clip.hpp"
#include "media/flow/time_base.hpp"

#include <gst/app/gstappsrc.h>

#include <atomic>
#include <vector>

namespace confab::bot {

/// What streaming threads and a feed tell each other. Any thread.
struct FeedSignals {
    std::atomic<bool> keyframeWanted{true};
    std::atomic<std::int64_t> flashPushedUs{0}; ///< g_get_monotonic_time(); 0: none yet
};

class ClipFeed;

/// Plays clips into the appsrcs of all bots, on one timer. Thread: the loop's.
class ClipPlayer {
public:
    ClipPlayer(const Loop& loop, const media::TimeBase& time);
    ClipPlayer(const ClipPlayer&) = delete;
    ClipPlayer& operator=(const ClipPlayer&) = delete;

    const media::TimeBase& time() const { return time_; }

private:
    friend ClipFeed;

    void tick();

    media::TimeBase time_;
    std::vector<ClipFeed*> feeds_;
    Timer timer_;
};

/// One bot's way through a clip; plays while it exists. The clip's start lies `phase` after full
/// loops of the shared clock, so bots that play one clip at one phase are in step.
///
/// Thread: the loop's. A packet's PTS is the running time at which it was due.
class ClipFeed {
public:
    /// A null element: that track is not sent.
    ClipFeed(ClipPlayer& player, Clip clip, std::chrono::nanoseconds phase, GRef<GstElement> video,
             GRef<GstElement> audio, std::shared_ptr<FeedSignals> signals);
    ~ClipFeed();
    ClipFeed(const ClipFeed&) = delete;
    ClipFeed& operator=(const ClipFeed&) = delete;

    /// False: the pictures pause, the sound goes on.
    void setVideoActive(bool active);

private:
    friend ClipPlayer;

    /// A place in a track that repeats for ever.
    struct Cursor {
        const Track* track;
        std::int64_t round; ///< how often it was played
        std::size_t next;

        static Cursor at(const Track& track, std::chrono::nanoseconds time);
        std::chrono::nanoseconds due() const;
        void advance();
    };

    void pushDue(std::chrono::nanoseconds now);
    void pushVideo(std::chrono::nanoseconds due);
    std::size_t frameFor(std::size_t slot);
    void push(GstElement* source, const ClipPacket& packet, std::chrono::nanoseconds due);

    ClipPlayer& player_;
    Clip clip_;
    std::chrono::nanoseconds phase_;
    GRef<GstElement> video_, audio_;
    std::shared_ptr<FeedSignals> signals_;
    Cursor videoCursor_{}, audioCursor_{};
    std::size_t lastFrame_ = 0; // may run ahead of the cursor, see frameFor()
    bool videoActive_ = true;
};

} // namespace confab::bot
