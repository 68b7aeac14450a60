// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "front/net/flow/client_book.hpp"
#include "front/net/flow/frame_meter.hpp"
#include "front/net/flow/stream_watch.hpp"

#include <functional>
#include <memory>
#include <optional>

namespace confab::front {

/// What passes one WebSocket. Who sends too much is read no faster than the limits allow; after
/// five seconds of that, Events::tooMuch. Loop thread.
class SocketTraffic : public StreamWatch {
public:
    /// Limit (per connection): frames in a second, of any kind, and 500 at once. Above it: they are
    /// read no faster, and after five seconds of that it is closed with 1008. At it: 1 % of a core.
    static constexpr double kFrames = 500;
    /// Limit (per connection): pings, pongs and closes in a second, and 40 at once. Above it: they
    /// are read no faster, and after five seconds of that it is closed with 1008. At it: 2.5 kB a
    /// second, and no CPU to speak of.
    static constexpr double kControl = 20;
    /// Limit (per connection): bytes in a second, and as many at once. Above it: they are read no
    /// faster, and after five seconds of that it is closed with 1008. At it: 1 % of a core.
    static constexpr double kBytes = 512 * 1024;
    /// Limit (per connection): pongs that nobody has read. Above it: nothing is read of it, and
    /// after five seconds of that it is closed with 1008. At it: 2 kB.
    static constexpr int kMaxPongs = 16;

    struct Events {
        std::function<void()> tooLong; ///< a message, once
        std::function<void()> tooMuch; ///< in all, once
        std::function<void()> written; ///< all texts are under way
    };

    /// What it holds the connection to, besides the limits above.
    struct Setup {
        std::uint64_t longestMessage; ///< bytes
        std::chrono::milliseconds patience; ///< with who sends too much
        std::shared_ptr<Client> client; ///< null: of none
    };

    SocketTraffic(Setup setup, Events events);

    void onTextHanded() { ++texts_; }
    /// Handed over, and not yet under way.
    bool hasTexts() const { return texts_ > 0; }
    /// Nothing that comes is looked at from now on; when our close frame is under way, the reader
    /// finds the end.
    void turnAway() { isTurnedAway_ = true; }
    /// The reader finds the end from now on.
    void end() { isOver_ = true; }

    std::chrono::milliseconds pause() override;
    bool isOver() const override { return isOver_; }
    bool onRead(const unsigned char* data, std::size_t size) override;
    void onWritten(const unsigned char* data, std::size_t size) override;

private:
    using Clock = RateBucket::Clock;
    std::chrono::milliseconds ownWait(Clock::time_point now) const;
    void watchPatience(std::chrono::milliseconds wait, Clock::time_point now);
    void count(std::size_t bytes, Clock::time_point now);
    bool isCalm(Clock::time_point now) const;
    bool onSent(const FrameHeader& frame);

    std::chrono::milliseconds patience_;
    std::shared_ptr<Client> client_;
    Events events_;
    FrameMeter in_;
    FrameReader out_;
    RateBucket frames_{kFrames, kFrames}, control_{kControl, 2 * kControl}, bytes_{kBytes, kBytes};
    int pongs_ = 0; // asked for, and not yet under way
    int texts_ = 0;
    std::optional<Clock::time_point> slowSince_;
    bool tooLong_ = false, tooMuch_ = false, isTurnedAway_ = false, isOver_ = false;
};

} // namespace confab::front
