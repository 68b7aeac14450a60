// SPDX-License-Identifier: Apache-2.0
#include "base/glib/readiness.hpp"

#include <glib-unix.h>

#include <sys/epoll.h>
#include <unistd.h>

#include <array>
#include <unordered_map>

namespace confab {

namespace {

/// Sockets in one turn of the loop; those that are left come in the next.
constexpr int kAtOnce = 64;

} // namespace

struct Readiness::State : std::enable_shared_from_this<State> {
    struct Call {
        int socket;
        std::function<void()> ready;
    };
    State() = default;
    ~State() { close(epoll); }
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    void dispatch();
    /// Null: nobody waits any more.
    std::function<void()> take(std::uint64_t id);

    const int epoll = epoll_create1(EPOLL_CLOEXEC);
    std::unordered_map<std::uint64_t, Call> calls;
    std::uint64_t last = 0;
    GSource* source = nullptr;
};

std::function<void()> Readiness::State::take(std::uint64_t id)
{
    const auto call = calls.extract(id);
    if (!call)
        return nullptr;
    epoll_ctl(epoll, EPOLL_CTL_DEL, call.mapped().socket, nullptr);
    return std::move(call.mapped().ready);
}

void Readiness::State::dispatch()
{
    const auto self = shared_from_this(); // a call may end it
    std::array<epoll_event, kAtOnce> events;
    const int count = epoll_wait(epoll, events.data(), kAtOnce, 0);
    for (int i = 0; i < count; ++i)
        if (const auto ready = take(events[std::size_t(i)].data.u64))
            ready();
}

Readiness::Readiness(const Loop& loop) : state_(std::make_shared<State>())
{
    state_->source = g_unix_fd_source_new(state_->epoll, G_IO_IN);
    const GUnixFDSourceFunc call = [](int, GIOCondition, gpointer state) -> gboolean {
        static_cast<State*>(state)->dispatch();
        return G_SOURCE_CONTINUE;
    };
    g_source_set_callback(state_->source, G_SOURCE_FUNC(call), state_.get(), nullptr);
    g_source_attach(state_->source, loop.context());
}

Readiness::~Readiness()
{
    g_source_destroy(state_->source);
    g_source_unref(state_->source);
    const auto calls = std::exchange(state_->calls, {}); // their own waits go with them
}

Readiness::Wait Readiness::once(int socket, std::function<void()> ready)
{
    const auto id = ++state_->last;
    state_->calls.emplace(id, State::Call{socket, std::move(ready)});
    epoll_event event{};
    event.events = EPOLLIN | EPOLLRDHUP;
    event.data.u64 = id;
    epoll_ctl(state_->epoll, EPOLL_CTL_ADD, socket, &event);
    return {state_, id};
}

Readiness::Wait::~Wait()
{
    if (const auto state = state_.lock())
        state->take(id_);
}

} // namespace confab
