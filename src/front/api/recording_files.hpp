// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "front/api/recording_door.hpp"
#include "front/http/file_reply.hpp"
#include "front/http/http_routes.hpp"
#include "front/recordings/recording_index.hpp"

namespace confab::front {

/// What is under /recordings/: the list of the videos and the files themselves. Loop thread.
class RecordingFiles {
public:
    /// Both outlive it.
    RecordingFiles(const Loop& loop, RecordingIndex& index, RecordingDoor& door)
        : index_(index), door_(door), files_(loop)
    {
    }

    void addTo(HttpRoutes& routes);

private:
    void replyList(const HttpRequest& request);
    void replyFile(const HttpRequest& request);
    void replyStreamFile(const HttpRequest& request);
    void reply(SoupServerMessage* message, const Folder& folder, const char* type,
               const std::string& name);

    RecordingIndex& index_;
    RecordingDoor& door_;
    FileReply files_;
};

} // namespace confab::front
