// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/gst/gst_ref.hpp"
#include "base/result.hpp"
#include "media/codec/codec.hpp"
#include "media/peer/promise.hpp"

#include <memory>
#include <optional>
#include <string>

namespace confab::bot {

/// What we take of one m-line: a codec of ours with the feedback and the extensions that we
/// support.
struct OfferedMedia {
    unsigned mline = 0;
    bool audio = false;
    const media::Codec* codec = nullptr;
    int payloadType = 0;
    bool nack = false;
    GRef<GstCaps> caps; ///< application/x-rtp; media, encoding, type, rtcp-fb-*, extmap-*
    std::string payloaderCaps; ///< the part of it that a payloader must produce
    int transportCcId = 0, levelId = 0; ///< of the header extensions; 0: not offered
};

struct BotOffer {
    media::SessionDescription description;
    std::optional<OfferedMedia> audio, video; ///< nothing: not offered, or no codec of ours
};

/// What we take of it if `picture` is the one codec of pictures that we can. Errc::InvalidArgument
/// if it is not SDP.
Result<BotOffer> parseOffer(const std::string& sdp, const media::Codec& picture);

/// An answer that rejects the m-line of pictures: webrtcbin (1.22) takes whatever it is offered.
std::string withoutPictures(const std::string& answer);

} // namespace confab::bot
