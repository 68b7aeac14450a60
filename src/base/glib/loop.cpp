// SPDX-License-Identifier: Apache-2.0
#include "base/glib/loop.hpp"

#include <mutex>
#include <vector>

namespace confab {

// Our own mutex, not GLib's: ThreadSanitizer does not see the futexes inside GLib, and this is the
// one place where threads hand each other anything.
struct Loop::Inbox {
    std::mutex mutex;
    std::vector<std::function<void()>> tasks; // guarded by mutex
    GSource* source = nullptr;

    ~Inbox()
    {
        g_source_destroy(source);
        g_source_unref(source);
        std::vector<std::function<void()>> late; // posted, but the loop stopped first
        std::lock_guard lock(mutex);
        late.swap(tasks);
    }

    void drain()
    {
        std::vector<std::function<void()>> ready;
        {
            std::lock_guard lock(mutex);
            ready.swap(tasks);
        }
        for (auto& task : ready)
            task();
    }
};

namespace {

gboolean dispatch(GSource* source, GSourceFunc callback, gpointer data)
{
    g_source_set_ready_time(source, -1); // first, so that a post() meanwhile wakes us again
    return callback(data);
}

GSourceFuncs inboxFuncs{nullptr, nullptr, dispatch, nullptr, nullptr, nullptr};

} // namespace

Loop::Loop(GRef<GMainContext> context)
    : context_(std::move(context)), inbox_(std::make_shared<Inbox>())
{
    using Weak = std::weak_ptr<Inbox>;
    inbox_->source = g_source_new(&inboxFuncs, sizeof(GSource));
    g_source_set_callback(
        inbox_->source,
        [](gpointer weak) -> gboolean {
            if (auto inbox = static_cast<Weak*>(weak)->lock())
                inbox->drain();
            return G_SOURCE_CONTINUE;
        },
        new Weak(inbox_), [](gpointer weak) { delete static_cast<Weak*>(weak); });
    g_source_attach(inbox_->source, context_.get());
}

void Loop::post(std::function<void()> task) const
{
    {
        std::lock_guard lock(inbox_->mutex);
        inbox_->tasks.push_back(std::move(task));
    }
    g_source_set_ready_time(inbox_->source, 0);
}

Timer Timer::once(const Loop& loop, std::chrono::milliseconds delay, std::function<void()> f)
{
    return start(loop, delay, std::move(f), false);
}

Timer Timer::every(const Loop& loop, std::chrono::milliseconds delay, std::function<void()> f)
{
    return start(loop, delay, std::move(f), true);
}

Timer Timer::start(const Loop& loop, std::chrono::milliseconds delay, std::function<void()> f,
                   bool repeat)
{
    struct Call {
        std::function<void()> f;
        bool repeat;
    };
    Timer timer;
    timer.source_ = g_timeout_source_new(static_cast<guint>(delay.count()));
    g_source_set_callback(
        timer.source_,
        [](gpointer data) -> gboolean {
            auto* call = static_cast<Call*>(data);
            const bool again = call->repeat;
            call->f(); // may destroy the timer; GLib keeps `data` alive until we return
            return again ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
        },
        new Call{std::move(f), repeat}, [](gpointer data) { delete static_cast<Call*>(data); });
    g_source_attach(timer.source_, loop.context());
    return timer;
}

Timer::~Timer()
{
    if (!source_)
        return;
    g_source_destroy(source_);
    g_source_unref(source_);
}

} // namespace confab
