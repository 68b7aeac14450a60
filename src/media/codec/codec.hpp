// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "layout/geometry/geometry.hpp"

#include <gst/gst.h>

#include <cstdint>
#include <optional>
#include <span>

namespace confab::media {

/// One way to encode pictures or sound: all that offers, RTP, gates and files must know of it.
/// Which there are: codecs.hpp. Constants; any thread.
struct Codec {
    enum class Kind { Picture, Sound };

    /// What the first bytes of an encoded picture say, read before any decoder sees them.
    struct Frame {
        bool keyframe = false;
        layout::Size size; ///< 0: it does not say; all keyframes of VP8 do
    };

    /// The layer in time of a picture: 0 can do without all others, each higher one without those
    /// above it.
    struct Layer {
        int number = 0;
        bool sync = true; ///< whoever had lower layers alone until now can begin with it
    };

    Kind kind;
    const char* name; ///< for people
    const char* rtpName; ///< its encoding name in SDP
    int payloadType; ///< in every offer of ours: the other side keeps it
    int clockRate; ///< of RTP, Hz
    const char* parameters; ///< of the offer, as fields of caps with a comma before each; may be ""
    /// More of them, as in SDP. webrtcbin (1.22) is not told: what it is told, a payloader's caps
    /// must have too. May be "".
    const char* textParameters;
    bool tellsMostPixels = false; ///< its offer may say how large pictures may be, by "max-fs"

    // Pieces of pipelines that are not texts of their own.
    const char* caps; ///< of what is encoded
    const char* payloader;
    const char* depayloader;
    const char* decoder;
    /// Of bots' clips. {bitrate} bit/s or {kbps} kbit/s; {keyframes}: frames between two of them,
    /// 0: all are; {gop}: frames from one to the next, which 1 makes all of them.
    const char* clipEncoder;

    // Names of pipeline texts.
    const char* uplinkText;
    const char* downlinkText;
    const char* renditionText; ///< pictures only

    const char* fileName; ///< what FFmpeg and its muxers call it
    std::span<const std::uint8_t> fileHeader; ///< what a file says in front of the packets

    /// So many bytes of a picture are enough for readFrame(): 16 at most, or all.
    std::size_t headerBytes;
    static constexpr std::size_t kWholePicture = SIZE_MAX;
    /// Nothing if the bytes are too few or are no such picture. Null for sound.
    std::optional<Frame> (*readFrame)(std::span<const std::uint8_t> data);

    /// Readies an encoder of ours for layers in time, before it plays; then setRate() at any time,
    /// in bit/s, all layers together. Null: the encoder stays as its text says.
    void (*prepare)(GstElement* encoder) = nullptr;
    void (*setRate)(GstElement* encoder, int bitsPerSecond) = nullptr;
    /// Makes it leave out pictures rather than exceed its bitrate. Null: it cannot.
    void (*economise)(GstElement* encoder) = nullptr;
    /// Of an encoded picture. Null: there are no layers.
    Layer (*layerOf)(GstBuffer* picture) = nullptr;
    int layers = 1;

    bool isPicture() const { return kind == Kind::Picture; }
    /// The same of a picture that need not lie in one piece.
    std::optional<Frame> frameIn(GstBuffer* picture) const;

private:
    std::optional<Frame> wholeFrameIn(GstBuffer* picture) const;
};

} // namespace confab::media
