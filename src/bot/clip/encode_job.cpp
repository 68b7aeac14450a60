// SPDX-License-Identifier: Apache-2.0
#include "bot/clip/encode_job.hpp"

#include <gst/app/gstappsink.h>
#include <gst/app/gstappsrc.h>

namespace confab::bot {

namespace {

/// Every input gets its timestamp from its number: video by the caps' frame rate, sound 20 ms.
GstClockTime timeOf(std::size_t i, GstAppSrc* in)
{
    auto caps = GRef<GstCaps>::adopt(gst_app_src_get_caps(in));
    int num = 50, den = 1;
    gst_structure_get_fraction(gst_caps_get_structure(caps.get(), 0), "framerate", &num, &den);
    return gst_util_uint64_scale(i * GST_SECOND, guint64(den), guint64(num));
}

void feed(GstAppSrc* in, const std::vector<GRef<GstBuffer>>& input)
{
    for (std::size_t i = 0; i < input.size(); ++i) {
        GstBuffer* buffer = gst_buffer_copy(input[i].get());
        GST_BUFFER_PTS(buffer) = timeOf(i, in);
        GST_BUFFER_DURATION(buffer) = timeOf(i + 1, in) - timeOf(i, in);
        gst_app_src_push_buffer(in, buffer);
    }
    gst_app_src_end_of_stream(in);
}

/// A pipeline that plays until this goes. Nobody reads its bus: what fails gives no packets. By
/// gst_parse_launch, not as a bin: a bin's ghost pads would take what a demuxer links later.
class Playing {
public:
    explicit Playing(const std::string& text)
        : pipeline_(GRef<GstElement>::sink(
            gst_parse_launch_full(text.c_str(), nullptr, GST_PARSE_FLAG_FATAL_ERRORS, nullptr)))
    {
        if (pipeline_)
            gst_element_set_state(pipeline_.get(), GST_STATE_PLAYING);
    }
    ~Playing()
    {
        if (pipeline_)
            gst_element_set_state(pipeline_.get(), GST_STATE_NULL);
    }
    Playing(const Playing&) = delete;
    Playing& operator=(const Playing&) = delete;

    explicit operator bool() const { return bool(pipeline_); }
    /// Null if there is none of that name.
    GRef<GstElement> element(const char* name) const
    {
        return GRef<GstElement>::adopt(gst_bin_get_by_name(GST_BIN(pipeline_.get()), name));
    }

private:
    GRef<GstElement> pipeline_;
};

} // namespace

Result<std::vector<GRef<GstBuffer>>> encode(const std::string& source, const std::string& encoder,
                                            const std::vector<GRef<GstBuffer>>& input)
{
    const Playing playing(source + " ! " + encoder + " ! appsink name=out sync=false async=false");
    if (!playing)
        return Error{Errc::Media, "cannot build the pipeline: " + source + " ! " + encoder};
    const auto in = playing.element("in"), out = playing.element("out");
    if (in)
        feed(GST_APP_SRC(in.get()), input);
    std::vector<GRef<GstBuffer>> packets;
    const gint64 limit = g_get_monotonic_time() + 10 * G_USEC_PER_SEC;
    while (auto sample = GRef<GstSample>::adopt(
               gst_app_sink_try_pull_sample(GST_APP_SINK(out.get()), GST_SECOND)))
        packets.push_back(GRef<GstBuffer>::share(gst_sample_get_buffer(sample.get())));
    if (packets.empty() || g_get_monotonic_time() > limit)
        return Error{Errc::Media, "encoding the test pattern failed: " + encoder};
    return packets;
}

} // namespace confab::bot
