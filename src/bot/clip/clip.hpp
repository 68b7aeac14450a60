// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/gst/gst_ref.hpp"
#include "base/result.hpp"
#include "media/codec/codecs.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace confab::bot {

/// One encoded frame or packet. The buffer is only ever copied by reference, never changed.
struct ClipPacket {
    GRef<GstBuffer> data;
    std::chrono::nanoseconds at{}; ///< from the start of its track
    bool keyframe = true;
    bool flash = false; ///< the first white frame of a flash
};

/// A loop of encoded pictures or sound, in order of time. Never empty.
struct Track {
    std::vector<ClipPacket> packets;
    std::chrono::nanoseconds length{}; ///< after this it starts again
};

/// What a bot sends: two loops that start together. They stay together for good if the lengths are
/// the same, or if both hold whole seconds of something that repeats each second. Immutable; any
/// thread; shared by all bots that send the same.
struct Clip {
    std::shared_ptr<const Track> video; ///< null: none
    std::shared_ptr<const Track> audio; ///< null: none
    bool inStep = false; ///< all bots play the same place of it at the same time
};

enum class Pattern {
    Colour, ///< each bot its own flat colour and tone (bot_identity.hpp)
    Flash, ///< 100 ms of white and 1 kHz at each full second, for all bots at once
    Moving, ///< busy pictures; each bot its own tone
};

struct ClipFormat {
    int width = 640, height = 360; ///< pixels, even
    int fps = 30;
    int kbps = 700; ///< of the video
    const media::Codec* codec = &media::pictureCodec();
};

} // namespace confab::bot
