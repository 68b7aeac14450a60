// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/gst/gst_ref.hpp"

#include <gst/webrtc/webrtc.h>

#include <functional>
#include <optional>
#include <string>

/// webrtcbin answers by GstPromise, on threads of its own. Waiting for one deadlocks; these never
/// do.
namespace confab::media {

using SessionDescription =
    std::unique_ptr<GstWebRTCSessionDescription, FreeWith<gst_webrtc_session_description_free>>;

/// A promise whose reply goes to `replied`, on webrtcbin's thread and with its locks held: copy and
/// post, nothing else. `reply` may be null.
GRef<GstPromise> promiseOf(std::function<void(const GstStructure* reply)> replied);

/// What a reply says went wrong; "" if nothing did. `reply` may be null.
std::string errorIn(const GstStructure* reply);

/// The SDP text of the session description in field `name` of a reply.
std::optional<std::string> descriptionIn(const GstStructure* reply, const char* name);

/// Emits set-local-description or set-remote-description. False if `sdp` is not SDP. `done`, if
/// given, is called on webrtcbin's thread with "" or what was wrong.
bool setDescription(GstElement* webrtcbin, const char* signal, GstWebRTCSDPType type,
                    const std::string& sdp, std::function<void(std::string)> done);

} // namespace confab::media
