// SPDX-License-Identifier: Apache-2.0
#include "bot/clip/bot_pipeline.hpp"

namespace confab::bot {

namespace {

using Report = std::function<void(std::string)>;

GstBusSyncReply onMessage(GstBus*, GstMessage* message, gpointer report)
{
    auto owned = GRef<GstMessage>::adopt(message); // dropping is ours: nobody reads the bus
    if (report && GST_MESSAGE_TYPE(message) == GST_MESSAGE_ERROR) {
        GErrorOut error;
        gst_message_parse_error(message, error, nullptr);
        (*static_cast<Report*>(report))(error.text());
    }
    return GST_BUS_DROP;
}

void setBusHandler(GstElement* pipeline, Report report)
{
    auto bus = GRef<GstBus>::adopt(gst_element_get_bus(pipeline));
    gst_bus_set_sync_handler(bus.get(), nullptr, nullptr,
                             nullptr); // one is never replaced directly
    gst_bus_set_sync_handler(bus.get(), onMessage, report ? new Report(std::move(report)) : nullptr,
                             [](gpointer r) { delete static_cast<Report*>(r); });
}

} // namespace

Result<std::unique_ptr<BotPipeline>> BotPipeline::parse(const std::string& text)
{
    GErrorOut error;
    // A pipeline even if the text is one element.
    auto pipeline = GRef<GstElement>::sink(gst_pipeline_new(nullptr));
    auto bin = gst_parse_launch_full(text.c_str(), nullptr, GST_PARSE_FLAG_FATAL_ERRORS, error);
    if (!bin)
        return Error{Errc::Media, std::string("GStreamer: ") + error.text()};
    if (GST_IS_PIPELINE(bin))
        pipeline = GRef<GstElement>::sink(bin);
    else
        gst_bin_add(GST_BIN(pipeline.get()), bin);
    return std::unique_ptr<BotPipeline>(new BotPipeline(std::move(pipeline)));
}

BotPipeline::BotPipeline(GRef<GstElement> pipeline) : pipeline_(std::move(pipeline))
{
    setBusHandler(pipeline_.get(), nullptr);
}

BotPipeline::~BotPipeline()
{
    gst_element_set_state(pipeline_.get(), GST_STATE_NULL);
    setBusHandler(pipeline_.get(), nullptr);
}

GRef<GstElement> BotPipeline::element(const char* name) const
{
    return GRef<GstElement>::adopt(gst_bin_get_by_name(bin(), name));
}

void BotPipeline::onError(Report report)
{
    setBusHandler(pipeline_.get(), std::move(report));
}

void BotPipeline::use(const SharedClock& time)
{
    gst_pipeline_use_clock(GST_PIPELINE(pipeline_.get()), time.clock.get());
    gst_element_set_start_time(pipeline_.get(), GST_CLOCK_TIME_NONE);
    gst_element_set_base_time(pipeline_.get(), time.base);
}

void BotPipeline::play()
{
    gst_element_set_state(pipeline_.get(), GST_STATE_PLAYING);
}

Result<GRef<GstElement>> BotPipeline::add(const std::string& text)
{
    GErrorOut error;
    auto part = GRef<GstElement>::sink(gst_parse_bin_from_description(text.c_str(), TRUE, error));
    if (!part)
        return Error{Errc::Media, std::string("GStreamer: ") + error.text()};
    gst_bin_add(bin(), part.get());
    if (!gst_element_sync_state_with_parent(part.get()))
        return Error{Errc::Media, "GStreamer does not start: " + text};
    return part;
}

} // namespace confab::bot
