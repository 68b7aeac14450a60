// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/timer_queue.hpp"
#include "front/net/flow/client_book.hpp"

#include <gio/gio.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <utility>

namespace confab::front {

/// One TCP connection, as long as it is open. Loop thread.
class Visit {
public:
    Visit(GSocketConnection* connection, std::shared_ptr<ClientBook> book);
    ~Visit();
    Visit(const Visit&) = delete;
    Visit& operator=(const Visit&) = delete;

    /// It is that client's from now on. False, and nothing has changed: the client has too many.
    bool belongTo(GInetAddress* client);
    /// Null: of a proxy that has not said yet for whom it is.
    const std::shared_ptr<Client>& client() const { return client_; }
    GInetAddress* clientAddress() const { return clientAddress_.get(); }
    const std::shared_ptr<std::size_t>& waiting() const { return book_->waiting; }

    /// A request of it is within its client's rate: the gate has seen to that.
    void pay() { isPaid_ = true; }
    /// Is the request that has come one of those? If not, it is counted now, and false means that
    /// it is one too many.
    bool admitsRequest();

    /// Cuts the connection off if `settle` is not called in time.
    void limit(TimerQueue& timers, std::chrono::milliseconds time);
    /// A request is here, as a whole. `another`: after its answer another one may come.
    void settle(bool another)
    {
        deadline_ = {};
        mayStay_ = another;
    }
    /// That request is answered, and the answer has not said otherwise.
    void answered() { isKept_ = std::exchange(mayStay_, false); }
    /// Stays it open for another request? Says yes once for each answer.
    bool takeKept() { return std::exchange(isKept_, false); }
    /// What a request came over, until endLoan(): for who goes on with it in another way.
    void lend(GRef<GIOStream> stream) { lent_ = std::move(stream); }
    /// Null: there is no request any more.
    GRef<GIOStream> takeOver();
    /// Has somebody taken it over?
    bool endLoan();
    /// Calls it after that time, if the connection is still there.
    void later(TimerQueue& timers, std::chrono::milliseconds time, std::function<void()> call);
    /// Ends it in both directions, at once: its reader sees the end.
    void cutOff();
    /// Keeps little in the system's memory for a reader that does not read: the rest waits with us,
    /// where it is counted.
    void keepLittleUnsent();
    /// Has any byte got through since it was asked last? Bytes that the other side takes count, and
    /// those that it sends.
    bool hasMoved();

    /// It speaks plain HTTP where TLS is expected.
    bool isAstray() const { return astray_; }
    void goAstray() { astray_ = true; }

private:
    GSocket* socket() const { return g_socket_connection_get_socket(connection_); }

    GSocketConnection* connection_; // owns this
    std::shared_ptr<ClientBook> book_;
    std::shared_ptr<Client> client_;
    GRef<GInetAddress> clientAddress_;
    std::uint64_t moved_ = 0; // bytes
    TimerQueue::Alarm deadline_, later_;
    GRef<GIOStream> lent_;
    bool isTakenOver_ = false;
    bool isPaid_ = false, astray_ = false, mayStay_ = false, isKept_ = false;
};

} // namespace confab::front
