// SPDX-License-Identifier: Apache-2.0
#include "media/record/disk_thread.hpp"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace confab::media {

namespace {

constexpr auto kLongestGoodbye = std::chrono::seconds(1);

} // namespace

struct DiskThread::Door::Work {
    struct Item {
        std::size_t bytes;
        Task task;
    };

    const std::size_t mostBytes;
    std::mutex mutex; // of all below
    std::condition_variable changed;
    std::deque<Item> items;
    std::size_t bytes = 0;
    bool ending = false, ended = false;
};

DiskThread::DiskThread(std::size_t mostBytes)
    : door_(std::shared_ptr<Door::Work>(new Door::Work{.mostBytes = mostBytes}))
{
    std::thread([work = door_.work_] { run(*work); }).detach();
}

DiskThread::~DiskThread()
{
    auto& work = *door_.work_;
    std::unique_lock lock(work.mutex);
    work.ending = true;
    work.changed.notify_all();
    work.changed.wait_for(lock, kLongestGoodbye, [&work] { return work.ended; });
}

void DiskThread::run(Door::Work& work)
{
    std::unique_lock lock(work.mutex);
    for (;;) {
        work.changed.wait(lock, [&work] { return work.ending || !work.items.empty(); });
        if (work.items.empty())
            break;
        auto item = std::move(work.items.front());
        work.items.pop_front();
        lock.unlock();
        item.task();
        item.task = nullptr; // what it owns may take a while, too
        lock.lock();
        work.bytes -= item.bytes;
    }
    work.ended = true;
    work.changed.notify_all();
}

bool DiskThread::Door::post(std::size_t bytes, Task task) const
{
    std::lock_guard lock(work_->mutex);
    if (work_->ending || (bytes > 0 && work_->bytes + bytes > work_->mostBytes))
        return false;
    work_->bytes += bytes;
    work_->items.push_back({bytes, std::move(task)});
    work_->changed.notify_all();
    return true;
}

} // namespace confab::media
