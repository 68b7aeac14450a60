// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "archive/journal_line.hpp"
#include "base/glib/loop.hpp"
#include "media/peer/uplink.hpp"
#include "media/record/separate_track.hpp"

#include <functional>
#include <map>
#include <memory>
#include <string>

namespace confab::media {

/// The separate tracks of a recording: a file for each session that sends something, in each part.
///
/// Thread: the control thread; the files are written by one of its own.
class Tracks {
public:
    /// A session that sends.
    struct Sender {
        std::string participant;
        TrackFile::Content content = TrackFile::Content::CameraAndMicrophone;
        Uplink& uplink; ///< borrowed until remove()
    };
    struct Events {
        std::function<void(archive::note::Track)> begun; ///< for the journal: there is a file
        std::function<void(std::string why)> failed; ///< one of them, or a part; the rest goes on
    };

    Tracks(const Loop& loop, Events events);
    ~Tracks();
    Tracks(const Tracks&) = delete;
    Tracks& operator=(const Tracks&) = delete;

    void add(const std::string& id, const Sender& sender);
    /// Its file is made whole.
    void remove(const std::string& id);

    /// A part of the recording begins: files beside it on its time line; and ends.
    void begin(archive::CaptureFolder folder, const std::string& recording, int part,
               std::shared_ptr<const FileTime> time);
    void end();
    /// After end(): calls back once all is written and noted, or after five seconds.
    void whenWritten(std::function<void()> done);

private:
    struct Part {
        std::shared_ptr<const archive::CaptureFolder> folder;
        std::string recording;
        int number = 1;
        std::shared_ptr<const FileTime> time;
    };

    void open(const std::string& id, const Sender& sender);
    void close(const std::string& id);
    SeparateTrack::Events eventsOf(const std::string& id, const Sender& sender);
    void written();

    const Loop loop_;
    const Events events_;
    std::map<std::string, Sender> senders_;
    std::unique_ptr<Part> part_;
    std::map<std::string, std::shared_ptr<SeparateTrack>> tracks_; // of the part, by sender
    std::function<void()> done_;
    Timer flush_, deadline_;
    DiskThread disk_;
    Lifetime lifetime_;
};

} // namespace confab::media
