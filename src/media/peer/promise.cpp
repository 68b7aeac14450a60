// SPDX-License-Identifier: Apache-2.0
#include "media/peer/promise.hpp"

namespace confab::media {

namespace {

using Replied = std::function<void(const GstStructure*)>;

} // namespace

std::string errorIn(const GstStructure* reply)
{
    if (!reply || !gst_structure_has_field(reply, "error"))
        return {};
    GErrorOut error;
    gst_structure_get(reply, "error", G_TYPE_ERROR, static_cast<GError**>(error), nullptr);
    return error.text();
}

GRef<GstPromise> promiseOf(Replied replied)
{
    return GRef<GstPromise>::adopt(gst_promise_new_with_change_func(
        [](GstPromise* promise, gpointer data) {
            if (gst_promise_wait(promise) == GST_PROMISE_RESULT_REPLIED) // settled: does not wait
                (*static_cast<Replied*>(data))(gst_promise_get_reply(promise));
        },
        new Replied(std::move(replied)),
        [](gpointer data) { delete static_cast<Replied*>(data); }));
}

std::optional<std::string> descriptionIn(const GstStructure* reply, const char* name)
{
    GstWebRTCSessionDescription* raw = nullptr;
    if (!reply
        || !gst_structure_get(reply, name, GST_TYPE_WEBRTC_SESSION_DESCRIPTION, &raw, nullptr))
        return std::nullopt;
    const SessionDescription description(raw);
    return GCharPtr(gst_sdp_message_as_text(description->sdp)).get();
}

bool setDescription(GstElement* webrtcbin, const char* signal, GstWebRTCSDPType type,
                    const std::string& sdp, std::function<void(std::string)> done)
{
    GstSDPMessage* message = nullptr;
    if (gst_sdp_message_new_from_text(sdp.c_str(), &message) != GST_SDP_OK)
        return false;
    const SessionDescription description(gst_webrtc_session_description_new(type, message));
    const auto promise = promiseOf([done = std::move(done)](const GstStructure* reply) {
        if (done)
            done(errorIn(reply));
    });
    g_signal_emit_by_name(webrtcbin, signal, description.get(), promise.get());
    return true;
}

} // namespace confab::media
