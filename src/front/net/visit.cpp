// SPDX-License-Identifier: Apache-2.0
#include "front/net/visit.hpp"

#include "base/glib/network_place.hpp"

#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace confab::front {

namespace {

/// Limit (per connection): bytes of WebSocket messages in the system's memory that are not under
/// way. Above it: they wait with us. At it: 128 KB.
constexpr int kMaxUnsent = 128 * 1024;

} // namespace

Visit::Visit(GSocketConnection* connection, std::shared_ptr<ClientBook> book)
    : connection_(connection), book_(std::move(book))
{
    book_->visits.insert(this);
}

Visit::~Visit()
{
    book_->visits.erase(this);
    if (client_)
        --client_->connections;
}

bool Visit::belongTo(GInetAddress* address)
{
    auto client = book_->of(placeOf(address));
    clientAddress_ = plainAddress(address);
    if (client == client_)
        return true;
    if (!book_->hasRoomFor(*client))
        return false;
    if (client_)
        --client_->connections;
    ++client->connections;
    client_ = std::move(client);
    return true;
}

bool Visit::admitsRequest()
{
    const auto now = RateBucket::Clock::now();
    if (std::exchange(isPaid_, false) || !client_)
        return true;
    if (client_->arrivals.wait(now).count() > 0)
        return false;
    client_->arrivals.take(1, now);
    return true;
}

void Visit::limit(TimerQueue& timers, std::chrono::milliseconds time)
{
    deadline_ = timers.once(time, [this] { cutOff(); });
}

GRef<GIOStream> Visit::takeOver()
{
    isTakenOver_ = bool(lent_);
    return std::exchange(lent_, {});
}

bool Visit::endLoan()
{
    lent_ = {};
    return std::exchange(isTakenOver_, false);
}

void Visit::later(TimerQueue& timers, std::chrono::milliseconds time, std::function<void()> call)
{
    later_ = timers.once(time, std::move(call));
}

void Visit::cutOff()
{
    g_socket_shutdown(socket(), TRUE, TRUE, nullptr);
}

void Visit::keepLittleUnsent()
{
    g_socket_set_option(socket(), IPPROTO_TCP, TCP_NOTSENT_LOWAT, kMaxUnsent, nullptr);
}

bool Visit::hasMoved()
{
    tcp_info info{};
    socklen_t size = sizeof info;
    if (getsockopt(g_socket_get_fd(socket()), IPPROTO_TCP, TCP_INFO, &info, &size) != 0)
        return true; // not TCP
    const auto moved = info.tcpi_bytes_acked + info.tcpi_bytes_received;
    return std::exchange(moved_, moved) != moved;
}

} // namespace confab::front
