// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/loop.hpp"
#include "base/unique_fd.hpp"

#include <atomic>
#include <memory>
#include <vector>

namespace confab::media {

/// Brings files to the disk twice a second, so that a power cut loses no more than that. Done by a
/// thread of a pool: a slow disk holds up nobody, and one that hangs is not asked again.
///
/// Thread: the control thread.
class DiskSync {
public:
    /// Keeps the files open for itself.
    DiskSync(const Loop& loop, const std::vector<int>& fds);

private:
    struct Files {
        std::vector<UniqueFd> fds;
        std::atomic<bool> busy = false;
    };
    static void start(const std::shared_ptr<Files>& files);

    std::shared_ptr<Files> files_;
    Timer timer_;
};

} // namespace confab::media
