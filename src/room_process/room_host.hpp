// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/line_channel.hpp"
#include "base/glib/loop.hpp"
#include "base/glib/termination.hpp"
#include "config/config.hpp"
#include "link/life_signs.hpp"
#include "media/media_plane.hpp"
#include "room/room.hpp"
#include "room_process/strangers.hpp"

#include <memory>
#include <optional>
#include <string>

namespace confab::room_process {

/// `confab room`: one room, its media, and its link to the front. Ends when the front says so, when
/// there has been no front for 30 s, or when the view or the mix fails (the front starts another
/// then).
///
/// Thread: the control thread, which is the one that calls run().
class RoomHost {
public:
    struct Options {
        std::string name;
        GRef<GSocket> socket; ///< that the front connects to; null: stdin and stdout
        std::string key; ///< that the front says first, there
        std::optional<link::LifePage> life; ///< that the front looks at
    };

    static Result<std::unique_ptr<RoomHost>> create(const Options& options, config::Config config);
    ~RoomHost();

    /// Runs until the room has ended. Returns the exit status.
    int run();

private:
    RoomHost(const Options& options, config::Config config);
    void openDoor();
    void say(const link::FromRoom& message);
    void accept(GSocketConnection* connection);
    void listenTo(std::unique_ptr<LineChannel> front);
    LineChannel::Events eventsOfFront();
    void onFrontGone();
    void finishIfDone();
    void quit(int status);

    const Options options_;
    const config::Config config_;
    layout::LayoutBook book_; // the configured layout is in it
    GRef<GMainContext> context_;
    GRef<GMainLoop> mainLoop_;
    Loop loop_;
    std::unique_ptr<media::MediaPlane> media_;
    std::unique_ptr<room::Room> room_;
    GRef<GSocketService> service_;
    Signal onIncoming_;
    std::unique_ptr<Strangers> strangers_;
    std::unique_ptr<LineChannel> front_;
    Timer tick_;
    Timer orphaned_;
    Termination termination_;
    int status_ = 0;
    Lifetime lifetime_;
};

} // namespace confab::room_process
