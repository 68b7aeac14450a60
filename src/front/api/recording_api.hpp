// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "front/http/http_routes.hpp"
#include "front/recordings/recording_index.hpp"

namespace confab::front {

/// /api/v1/recordings: the recordings that there are. Loop thread.
class RecordingApi {
public:
    /// The index outlives it.
    explicit RecordingApi(RecordingIndex& index) : index_(index) { }

    void addTo(HttpRoutes& routes);

private:
    void replyList(const HttpRequest& request);
    void replyOne(const HttpRequest& request);
    void remove(const HttpRequest& request);

    RecordingIndex& index_;
};

} // namespace confab::front
