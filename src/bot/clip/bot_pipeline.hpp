// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/gst/gst_ref.hpp"
#include "base/glib/loop.hpp"
#include "base/result.hpp"

#include <functional>
#include <memory>
#include <string>

namespace confab::bot {

/// The timeline that all pipelines of a process share.
struct SharedClock {
    GRef<GstClock> clock = GRef<GstClock>::adopt(gst_system_clock_obtain());
    GstClockTime base = gst_clock_get_time(clock.get());

    GstClockTime runningTime() const { return gst_clock_get_time(clock.get()) - base; }
};

/// Owns a pipeline and stops it. Thread: everything but the error report on its owner's.
class BotPipeline {
public:
    /// Errc::Media with the parser's complaint.
    static Result<std::unique_ptr<BotPipeline>> parse(const std::string& text);
    ~BotPipeline();
    BotPipeline(const BotPipeline&) = delete;
    BotPipeline& operator=(const BotPipeline&) = delete;

    GstBin* bin() const { return GST_BIN(pipeline_.get()); }
    GRef<GstElement> element(const char* name) const;
    /// Calls `report` from streaming threads with the text of each error on the bus.
    void onError(std::function<void(std::string)> report);
    void use(const SharedClock& time);
    void play();
    /// After parts were added: without it rtpsession sends no usable sender reports.
    void updateLatency() { gst_bin_recalculate_latency(bin()); }
    /// Parses a bin with its free pads as ghost pads, adds it, and brings it to our state.
    Result<GRef<GstElement>> add(const std::string& text);

private:
    explicit BotPipeline(GRef<GstElement> pipeline);

    GRef<GstElement> pipeline_;
};

} // namespace confab::bot
