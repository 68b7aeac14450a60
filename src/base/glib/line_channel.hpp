// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/gobject.hpp"
#include "base/glib/loop.hpp"

#include <gio/gio.h>

#include <deque>
#include <functional>
#include <string>

namespace confab {

/// Text lines both ways over a pair of streams (a Unix socket, or stdin and stdout).
///
/// Thread: lives on the loop that is the thread-default context where it is made. Writing never
/// blocks: lines queue.
class LineChannel {
public:
    /// Limit (per line): bytes with the newline. Above it: a line is not sent, and one that comes
    /// closes the channel. At it: that much memory at either end.
    static constexpr std::size_t kMaxLine = 256 * 1024;
    /// Limit (per channel): bytes that wait to be written. Above it: the channel is closed. At it:
    /// that much memory.
    static constexpr std::size_t kMaxQueued = 16 * 1024 * 1024;

    struct Events {
        std::function<void(std::string)> line; ///< without its newline
        std::function<void()> closed; ///< once; the channel may be destroyed inside
    };

    /// `keepAlive` owns the streams, if they belong to something (a GSocketConnection).
    LineChannel(GRef<GInputStream> in, GRef<GOutputStream> out, GRef<GObject> keepAlive,
                Events events);
    ~LineChannel();
    LineChannel(const LineChannel&) = delete;
    LineChannel& operator=(const LineChannel&) = delete;

    /// Queues one line. After the channel has closed it is dropped. False: it is too long, which
    /// concerns this line alone.
    bool send(std::string line);
    /// Bytes that the other side has not taken yet.
    std::size_t queuedBytes() const { return queuedBytes_; }

private:
    void read();
    void onRead(gssize count);
    void deliverLines();
    void queue(std::string line);
    void write();
    void onWritten(gssize count);
    void close();

    GRef<GInputStream> in_;
    GRef<GOutputStream> out_;
    GRef<GObject> keepAlive_;
    Events events_;
    GRef<GCancellable> cancel_ = GRef<GCancellable>::adopt(g_cancellable_new());
    std::shared_ptr<char[]> buffer_; // shared with a read that outlives the channel
    std::string received_;
    std::deque<std::shared_ptr<std::string>> queue_; // the front one is being written
    std::size_t queuedBytes_ = 0;
    std::size_t written_ = 0; // of the front one
    bool writing_ = false;
    bool closed_ = false;
    Lifetime lifetime_;
};

} // namespace confab
