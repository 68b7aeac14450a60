// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "base/unique_fd.hpp"
#include "layout/geometry/geometry.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>

namespace confab::render {

/// One encoded picture or one packet of sound, as it lies in the file.
struct TrackPacket {
    std::chrono::nanoseconds at{}; ///< in the file; of sound it may lie a little before 0
    std::chrono::nanoseconds duration{}; ///< of sound
    std::span<const std::uint8_t> data; ///< until the next one is read
    layout::Size size; ///< of a picture
    bool keyframe = false;
};

/// Reads the pictures or the sound of a track file (WebM), from its beginning to its end. It gives
/// only pictures that can be decoded: none before a keyframe, none that are too large, and with
/// times that rise. A file that a crash has cut off simply ends there.
///
/// Thread: any, one at a time.
class TrackReader {
public:
    enum class Kind { Pictures, Sound };

    /// Errc::InvalidArgument: it is not a WebM file.
    static Result<TrackReader> open(const UniqueFd& file, Kind kind, int mostPixels);
    TrackReader(TrackReader&&) noexcept;
    TrackReader& operator=(TrackReader&&) noexcept;
    ~TrackReader();

    /// Nothing at the end, or if there is no such stream.
    std::optional<TrackPacket> next();

private:
    class Impl;
    explicit TrackReader(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

} // namespace confab::render
