// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/gst/gst_ref.hpp"
#include "base/result.hpp"

#include <gst/webrtc/webrtc.h>

#include <memory>
#include <optional>
#include <string>

namespace confab::bot {

constexpr const char* kTransportCcUri =
    "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";
constexpr const char* kLevelUri = "urn:ietf:params:rtp-hdrext:ssrc-audio-level"; ///< RFC 6464

using SessionDescription =
    std::unique_ptr<GstWebRTCSessionDescription, FreeWith<gst_webrtc_session_description_free>>;

/// What we take of one m-line: Opus or VP8 with the feedback and the extensions that we support.
struct OfferedMedia {
    unsigned mline = 0;
    bool audio = false; ///< Opus; else VP8
    int payloadType = 0;
    bool nack = false;
    GRef<GstCaps> caps; ///< application/x-rtp; media, encoding, type, rtcp-fb-*, extmap-*
    std::string payloaderCaps; ///< the part of it that a payloader must produce
    int transportCcId = 0, levelId = 0; ///< of the header extensions; 0: not offered
};

struct BotOffer {
    SessionDescription description;
    std::optional<OfferedMedia> audio, video; ///< nothing: not offered, or no codec of ours
};

/// Errc::InvalidArgument if it is not SDP.
Result<BotOffer> parseOffer(const std::string& sdp);

} // namespace confab::bot
