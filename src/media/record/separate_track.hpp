// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "archive/capture_folder.hpp"
#include "archive/recording_name.hpp"
#include "media/record/disk_thread.hpp"
#include "media/record/file_time.hpp"
#include "media/record/track_file.hpp"

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace confab::media {

/// One participant's own file in a part of a recording: made with the first packet that belongs in
/// it, written by the disk thread. Pictures begin with a keyframe, and again after each gap; those
/// that are not of the codec of all files are left out.
///
/// Threads: take() is called on streaming threads, the rest on the control thread; the file is the
/// disk thread's. A failure ends the track and nothing else.
class SeparateTrack : public SentPackets, public std::enable_shared_from_this<SeparateTrack> {
public:
    struct Settings {
        std::string recording; ///< id
        int part = 1; ///< of it
        std::string participant;
        TrackFile::Content content = TrackFile::Content::CameraAndMicrophone;
        std::shared_ptr<const FileTime> time; ///< of the part
        std::shared_ptr<const archive::CaptureFolder> folder;
    };
    /// All are called on other threads: Loop::bind() results.
    struct Events {
        std::function<void(std::string file)> begun;
        std::function<void()> keyframeWanted; ///< twice a second at most
        std::function<void(std::string codec)> leftOut; ///< once: such pictures are not written
        std::function<void(std::string why)> failed; ///< once; nothing more is written
    };

    SeparateTrack(Settings settings, Events events, DiskThread::Door disk)
        : settings_(std::move(settings)), events_(std::move(events)), disk_(std::move(disk))
    {
    }

    void take(const SentPacket& packet) override;
    void flush();
    /// Nothing more comes: the file is made whole.
    void finish();

private:
    bool isWanted(const SentPacket& packet, bool hasPlace);
    bool isOfFiles(const Codec& codec);
    void askForKeyframe();
    void write(const SentPacket& packet, FileTime::Time at);
    Status open();
    void check(const Status& status);

    const Settings settings_;
    const Events events_;
    const DiskThread::Door disk_;
    std::atomic<bool> keyframeAwaited_ = true, leftOut_ = false, ended_ = false;
    std::atomic<gint64> askedUs_ = 0;
    std::unique_ptr<TrackFile> file_; // the disk thread's
};

archive::TrackKind kindOf(TrackFile::Content content);

} // namespace confab::media
