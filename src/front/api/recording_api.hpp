// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "front/api/recording_door.hpp"
#include "front/http/http_routes.hpp"
#include "front/recordings/recording_index.hpp"

namespace confab::front {

/// /api/v1/recordings: the recordings that there are. Loop thread.
class RecordingApi {
public:
    /// Both outlive it.
    RecordingApi(RecordingIndex& index, RecordingDoor& door) : index_(index), door_(door) { }

    void addTo(HttpRoutes& routes);

private:
    void replyList(const HttpRequest& request);
    void replyOne(const HttpRequest& request);
    void remove(const HttpRequest& request);

    RecordingIndex& index_;
    RecordingDoor& door_;
};

} // namespace confab::front
