// SPDX-License-Identifier: Apache-2.0
#include "front/recordings/retention.hpp"

#include <algorithm>

namespace confab::front {

namespace {

auto endOf(const StoredRecording& recording)
{
    return recording.length ? recording.started + *recording.length
                            : recording.modified + Seconds(0);
}

} // namespace

std::vector<std::string> recordingsToDelete(const std::vector<StoredRecording>& recordings,
                                            const Retention& retention, WallTime now)
{
    std::uint64_t total = 0;
    std::vector<const StoredRecording*> finished;
    for (const auto& recording : recordings) {
        total += recording.bytes;
        if (recording.state == StoredRecording::State::Ready)
            finished.push_back(&recording);
    }
    std::sort(finished.begin(), finished.end(), [](const auto* a, const auto* b) {
        return std::tuple(endOf(*a), a->id) < std::tuple(endOf(*b), b->id);
    });
    std::vector<std::string> ids;
    for (const auto* recording : finished) {
        const bool isOld = retention.keep > Seconds(0) && endOf(*recording) + retention.keep < now;
        const bool isTooMuch =
            retention.keepBytes > 0 && total > retention.keepBytes && recording != finished.back();
        if (!isOld && !isTooMuch)
            continue;
        total -= recording->bytes;
        ids.push_back(recording->id);
    }
    return ids;
}

} // namespace confab::front
