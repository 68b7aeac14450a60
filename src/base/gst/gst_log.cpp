// SPDX-License-Identifier: Apache-2.0
#include "base/gst/gst_log.hpp"

#include <gst/gst.h>
#include <spdlog/spdlog.h>

#include <mutex>

namespace confab {

namespace {

/// Lets ten lines a second through and says how many it kept back. Any thread.
class RateLimit {
public:
    /// True if this line may be printed; `skipped` is then what was kept back before it.
    bool admit(unsigned& skipped)
    {
        std::lock_guard lock(mutex_);
        const gint64 second = g_get_monotonic_time() / G_USEC_PER_SEC;
        if (second != second_) {
            second_ = second;
            lines_ = 0;
        }
        if (lines_ >= 10) {
            ++skipped_;
            return false;
        }
        ++lines_;
        skipped = std::exchange(skipped_, 0);
        return true;
    }

private:
    std::mutex mutex_;
    gint64 second_ = 0;
    unsigned lines_ = 0;
    unsigned skipped_ = 0;
};

void onGstLog(GstDebugCategory* category, GstDebugLevel level, const gchar* file,
              const gchar* function, gint line, GObject*, GstDebugMessage* message, gpointer)
{
    static RateLimit limit;
    unsigned skipped = 0;
    if (level > GST_LEVEL_WARNING || !limit.admit(skipped))
        return;
    // What a pipeline text lacks comes back as an Error of our own, in one line.
    const char* name = gst_debug_category_get_name(category);
    const bool told = std::string_view(name) == "GST_PIPELINE";
    const auto severity =
        level == GST_LEVEL_ERROR && !told ? spdlog::level::warn : spdlog::level::debug;
    spdlog::log(severity, "gst {}: {} ({}:{} {})", name, gst_debug_message_get(message), file, line,
                function);
    if (skipped)
        spdlog::log(severity, "gst: {} more lines were kept back", skipped);
}

} // namespace

void bridgeGstLog()
{
    if (g_getenv("GST_DEBUG"))
        return; // somebody is debugging and wants GStreamer's own, whole output
    // In parentheses: the macros of these names compare function pointers with void*.
    (gst_debug_remove_log_function)(gst_debug_log_default);
    (gst_debug_add_log_function)(onGstLog, nullptr, nullptr);
    gst_debug_set_default_threshold(GST_LEVEL_WARNING);
}

} // namespace confab
