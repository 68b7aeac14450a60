// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/readiness.hpp"
#include "base/glib/timer_queue.hpp"
#include "front/net/request/request_head.hpp"

#include <gio/gio.h>

#include <functional>
#include <map>
#include <memory>
#include <string>

namespace confab::front {

/// Takes in requests until each is here as a whole: libsoup sees none that is half, badly framed or
/// too long. Whoever sends theirs in crumbs is read more and more seldom. Whoever owns the
/// connections ends those that take too long. Loop thread.
class RequestIntake {
public:
    struct Request {
        std::string text; ///< one, in bytes that leave no doubt
        std::string behind; ///< what was read of the next ones
    };
    /// One of them is called, once, from the loop or inside take(); none if the other side ends the
    /// connection before that: then nothing is left of it.
    struct Events {
        std::function<void(Request)> whole;
        std::function<void(const RequestFault&)> refused;
    };
    /// A pollable stream, and the socket below it.
    struct Line {
        GRef<GIOStream> stream;
        GRef<GSocket> socket;
    };

    /// Both outlive it.
    RequestIntake(Readiness& readiness, TimerQueue& timers);
    ~RequestIntake();

    /// `already` are the first bytes.
    void take(Line line, std::string already, Events events);

private:
    struct Reading;
    void read(Reading* reading);
    void readSoon(Reading* reading);
    void look(Reading* reading);
    bool takeHead(Reading* reading);
    void refuse(Reading* reading, const RequestFault& fault);
    std::unique_ptr<Reading> done(Reading* reading);

    Readiness& readiness_;
    TimerQueue& timers_;
    std::map<Reading*, std::unique_ptr<Reading>> readings_;
};

} // namespace confab::front
