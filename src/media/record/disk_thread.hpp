// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <memory>

namespace confab::media {

/// A thread for work that waits for a disk, done in order. The waiting work is bounded: with a disk
/// that is too slow some of it is lost, and nobody is held up.
///
/// Any thread may post; made and destroyed on one.
class DiskThread {
public:
    using Task = std::function<void()>;

    explicit DiskThread(std::size_t mostBytes);
    /// Does what was posted, but waits no longer than a second for it: a disk that hangs keeps the
    /// thread, and what its tasks own, for itself.
    ~DiskThread();
    DiskThread(const DiskThread&) = delete;
    DiskThread& operator=(const DiskThread&) = delete;

    /// Posts for others, and may live longer than the thread: then nothing is taken any more.
    class Door {
    public:
        /// False, and not done, if that many bytes are too much at the moment. Never blocks.
        bool post(std::size_t bytes, Task task) const;

    private:
        friend DiskThread;
        struct Work;
        explicit Door(std::shared_ptr<Work> work) : work_(std::move(work)) { }
        std::shared_ptr<Work> work_;
    };
    const Door& door() const { return door_; }

private:
    static void run(Door::Work& work);

    Door door_;
};

} // namespace confab::media
