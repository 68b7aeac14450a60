// SPDX-License-Identifier: Apache-2.0
#include "media/record/disk_sync.hpp"

#include "base/glib/gobject.hpp"

#include <fcntl.h>
#include <gio/gio.h>
#include <unistd.h>

namespace confab::media {

namespace {

constexpr auto kInterval = std::chrono::milliseconds(500);

} // namespace

DiskSync::DiskSync(const Loop& loop, const std::vector<int>& fds)
    : files_(std::make_shared<Files>())
{
    for (const int fd : fds)
        files_->fds.emplace_back(fcntl(fd, F_DUPFD_CLOEXEC, 0));
    timer_ = Timer::every(loop, kInterval, [files = files_] { start(files); });
}

void DiskSync::start(const std::shared_ptr<Files>& files)
{
    if (files->busy.exchange(true))
        return;
    const auto task = GRef<GTask>::adopt(g_task_new(nullptr, nullptr, nullptr, nullptr));
    using Held = std::shared_ptr<Files>;
    g_task_set_task_data(task.get(), new Held(files),
                         [](gpointer held) { delete static_cast<Held*>(held); });
    g_task_run_in_thread(task.get(), [](GTask*, gpointer, gpointer held, GCancellable*) {
        Files& all = **static_cast<Held*>(held);
        for (const auto& fd : all.fds)
            fdatasync(fd.get());
        all.busy = false;
    });
}

} // namespace confab::media
