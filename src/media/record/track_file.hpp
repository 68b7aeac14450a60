// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "base/unique_fd.hpp"
#include "media/peer/uplink_tap.hpp"

#include <chrono>
#include <cstddef>
#include <memory>

namespace confab::media {

/// A WebM file of what one participant sent, packet by packet as it came: pictures, and what it
/// has of sound. The size of the picture is written in front, so the file waits for one: two
/// seconds of sound at most. From then on what was flushed plays, whatever happens.
///
/// Thread: one at a time. It blocks while the disk does.
class TrackFile {
public:
    enum class Content { CameraAndMicrophone, Screen };

    TrackFile(UniqueFd file, Content content);
    ~TrackFile();
    TrackFile(const TrackFile&) = delete;
    TrackFile& operator=(const TrackFile&) = delete;

    /// `at`: its place in the file. The first picture is a keyframe. After an error nothing more
    /// can be written.
    Status write(const SentPacket& packet, std::chrono::nanoseconds at);
    /// Brings out what is held back for the cluster at hand, a second of it at most.
    Status flush();
    /// Duration and index; the file is whole.
    Status finish();

private:
    class Muxer;
    std::unique_ptr<Muxer> muxer_;
};

} // namespace confab::media
