// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/loop.hpp"
#include "front/recordings/finish_job.hpp"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace confab::front {

/// Live streams of recordings: a `confab finish --follow` each, until the recording ends. Loop
/// thread.
class LiveStreams {
public:
    /// `program` is {"/proc/self/exe", "finish", "--follow"}, `options` what it is given after the
    /// id. `ended`: one is over.
    LiveStreams(const Loop& loop, std::vector<std::string> program,
                std::vector<std::string> options, std::function<void()> ended);

    /// Streams it from its beginning on, if that is not done already.
    void follow(const std::string& id);
    bool isFollowing(const std::string& id) const { return jobs_.contains(id); }

private:
    void onEnded(const std::string& id, const Status& status);

    Loop loop_;
    std::vector<std::string> program_, options_;
    std::function<void()> ended_;
    std::map<std::string, std::unique_ptr<FinishJob>> jobs_;
};

} // namespace confab::front
