// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/unique_fd.hpp"
#include "layout/geometry/geometry.hpp"
#include "render/tracks/track_reader.hpp"

#include <chrono>
#include <vector>

namespace confab::render {

/// When a track has pictures, and of which size: what the live room learns from the frames that
/// arrive.
struct TrackIndex {
    /// Pictures of one size that follow one another.
    struct Pictures {
        std::chrono::nanoseconds from{}, to{};
        layout::Size size;
        bool operator==(const Pictures&) const = default;
    };

    std::vector<Pictures> pictures; ///< in order; where one ends and none begins, there is a gap
    bool sound = false;
};

/// A camera that sends nothing for longer than this was off. (A live room cannot know yet, and
/// greys the last picture first.)
constexpr std::chrono::milliseconds kCameraOff{1000};

/// Builds an index from pictures in order. Plain values.
class TrackIndexBuilder {
public:
    void add(std::chrono::nanoseconds at, layout::Size size);
    std::vector<TrackIndex::Pictures> take() { return std::move(spans_); }

private:
    std::vector<TrackIndex::Pictures> spans_;
    std::chrono::nanoseconds last_{};
};

/// Reads through a whole file; nothing is decoded. Errors as TrackReader::open(). Any thread.
Result<TrackIndex> indexTrack(const UniqueFd& file, int mostPixels);

} // namespace confab::render
