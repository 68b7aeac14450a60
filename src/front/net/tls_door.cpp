// SPDX-License-Identifier: Apache-2.0
#include "front/net/tls_door.hpp"

#include "base/glib/log.hpp"
#include "front/net/stream/relay_stream.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <array>

namespace confab::front {

namespace {

// RFC 8446, 5.1: type, version and length; then as many bytes.
constexpr int kRecordHead = 5;
constexpr unsigned char kHandshakeRecord = 22;
constexpr int kMaxRecord = kRecordHead + 16 * 1024;

// TLS 1.3, and 1.2 with what RFC 9325 recommends: a key of its own for each session (ECDHE), and
// AEAD alone. GIO's GnuTLS (glib-networking 2.74) takes it from the environment, once in a process.
constexpr const char* kPriorityVariable = "G_TLS_GNUTLS_PRIORITY";
constexpr const char* kPriority =
    "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:-KX-ALL:+ECDHE-ECDSA:+ECDHE-RSA:-CIPHER-ALL:"
    "+AES-128-GCM:+AES-256-GCM:+CHACHA20-POLY1305:-MAC-ALL:+AEAD";

// libsoup closes on the loop's thread, and the goodbye of TLS waits for room in the socket. A
// browser that does not read gets no goodbye.
bool closeWithoutWaiting(GSocket* socket, GIOStream* tls, GError** error)
{
    if (!(g_socket_condition_check(socket, G_IO_OUT) & G_IO_OUT))
        g_socket_shutdown(socket, TRUE, TRUE, nullptr);
    g_socket_set_timeout(socket, 1); // if the room is less than what TLS has still to write
    return g_io_stream_close(tls, nullptr, error) != FALSE;
}

/// Without a database of authorities: browsers show no certificates, and by default the system's
/// database would be read for each connection, in this thread (measured: 18 ms; 1.5 s under ASan).
GRef<GIOStream> serverSide(GIOStream* connection, GTlsCertificate* certificate, GErrorOut& error)
{
    auto* backend = g_tls_backend_get_default();
    return GRef<GIOStream>::adopt(static_cast<GIOStream*>(g_initable_new(
        g_tls_backend_get_server_connection_type(backend), nullptr, error, "base-io-stream",
        connection, "certificate", certificate, "database", nullptr, nullptr)));
}

} // namespace

struct TlsDoor::Guest {
    RequestIntake::Line line;
    std::string address;
    Through through;
    Readiness::Wait wait;

    int file() const { return g_socket_get_fd(line.socket.get()); }
    void readableFrom(int bytes) const
    {
        g_socket_set_option(line.socket.get(), SOL_SOCKET, SO_RCVLOWAT, bytes, nullptr);
    }
    std::array<unsigned char, kRecordHead> head() const
    {
        std::array<unsigned char, kRecordHead> bytes{};
        recv(file(), bytes.data(), bytes.size(), MSG_PEEK | MSG_DONTWAIT);
        return bytes;
    }
};

TlsDoor::TlsDoor(Readiness& readiness, GRef<GTlsCertificate> certificate)
    : readiness_(readiness), certificate_(std::move(certificate))
{
    g_setenv(kPriorityVariable, kPriority, FALSE); // an operator's own is for the operator to know
}

TlsDoor::~TlsDoor()
{
    g_cancellable_cancel(cancel_.get());
}

void TlsDoor::enter(RequestIntake::Line line, const std::string& address, Through through)
{
    auto guest = std::make_unique<Guest>(Guest{std::move(line), address, std::move(through), {}});
    auto* key = guest.get();
    guests_.emplace(key, std::move(guest));
    await(key, kRecordHead, [this, key] { onHead(key); });
}

// The system keeps what comes until it is as much as that, or the end: crumbs cost nothing here.
void TlsDoor::await(Guest* guest, int bytes, std::function<void()> then)
{
    guest->readableFrom(bytes);
    guest->wait = readiness_.once(guest->file(), [this, guest, bytes, then = std::move(then)] {
        if (g_socket_get_available_bytes(guest->line.socket.get()) < bytes) {
            guests_.erase(guest);
            return;
        }
        guest->readableFrom(1);
        then();
    });
}

void TlsDoor::onHead(Guest* guest)
{
    const auto head = guest->head();
    if (head[0] != kHandshakeRecord) {
        const auto done = std::move(guests_.extract(guest).mapped());
        return done->through(done->line.stream.get(), false);
    }
    const int whole = kRecordHead + head[3] * 256 + head[4];
    if (whole > kMaxRecord) {
        guests_.erase(guest);
        return;
    }
    await(guest, whole, [this, guest] {
        waiting_.push_back(guest);
        nextOf(guest->address);
    });
}

void TlsDoor::nextOf(const std::string& address)
{
    const auto next = std::find_if(waiting_.begin(), waiting_.end(),
                                   [&](const Guest* guest) { return guest->address == address; });
    if (next == waiting_.end() || shaking_[address] >= kMaxHandshakesPerAddress)
        return;
    Guest* guest = *next;
    waiting_.erase(next);
    shakeHands(guest);
}

void TlsDoor::shakeHands(Guest* guest)
{
    struct Pending {
        TlsDoor* door;
        std::weak_ptr<const void> alive;
        Guest* guest;
    };
    ++shaking_[guest->address];
    GErrorOut error;
    const auto tls = serverSide(guest->line.stream.get(), certificate_.get(), error);
    if (!tls)
        return onHandsShaken(guest, nullptr, error.text());
    g_tls_connection_set_require_close_notify(G_TLS_CONNECTION(tls.get()), FALSE);
    g_tls_connection_handshake_async(
        G_TLS_CONNECTION(tls.get()), G_PRIORITY_DEFAULT, cancel_.get(),
        [](GObject* source, GAsyncResult* result, gpointer data) {
            const std::unique_ptr<Pending> pending(static_cast<Pending*>(data));
            auto* connection = G_TLS_CONNECTION(source);
            GErrorOut problem;
            const bool ok = g_tls_connection_handshake_finish(connection, result, problem);
            if (!pending->alive.expired())
                pending->door->onHandsShaken(pending->guest, ok ? connection : nullptr,
                                             problem.text());
        },
        new Pending{this, lifetime_.watch(), guest});
}

void TlsDoor::onHandsShaken(Guest* guest, GTlsConnection* tls, const char* problem)
{
    const auto done = std::move(guests_.extract(guest).mapped());
    if (--shaking_[done->address] == 0)
        shaking_.erase(done->address);
    nextOf(done->address);
    if (!tls) {
        spdlog::debug("{}: no TLS: {}", done->address, problem);
        return;
    }
    const auto stream = relayStream(GRef<GIOStream>::share(G_IO_STREAM(tls)), {}, {},
                                    [socket = done->line.socket](GIOStream* base, GError** error) {
                                        return closeWithoutWaiting(socket.get(), base, error);
                                    });
    done->through(stream.get(), true);
}

} // namespace confab::front
