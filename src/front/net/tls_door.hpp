// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/readiness.hpp"
#include "front/net/request/request_intake.hpp"

#include <gio/gio.h>

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>

namespace confab::front {

/// Stands behind the gate where TLS is spoken: shakes hands with connections whose first record is
/// a whole one of TLS, and recognises those that speak plain HTTP. The gate's deadline runs
/// meanwhile; a connection that it cuts off is dropped here. GIO uses a thread for each handshake,
/// so an address gets only a few at a time, and its other connections wait. Only TLS 1.2 and 1.3
/// are spoken, unless the environment sets G_TLS_GNUTLS_PRIORITY. The first one is to be made
/// before any TLS connection of the process: it sets what all of them take. Loop thread.
class TlsDoor {
public:
    /// Limit (per client): TLS handshakes at a time. Above it: the next ones wait for their turn,
    /// and are cut when their request is due. At it: 8 threads.
    static constexpr int kMaxHandshakesPerAddress = 8;

    /// The stream to go on with. It is not a TLS connection if the other side has begun with
    /// anything else.
    using Through = std::function<void(GIOStream*, bool isTls)>;

    TlsDoor(Readiness& readiness, GRef<GTlsCertificate> certificate);
    ~TlsDoor();
    TlsDoor(const TlsDoor&) = delete;
    TlsDoor& operator=(const TlsDoor&) = delete;

    /// For connections that come from now on.
    void show(GRef<GTlsCertificate> certificate) { certificate_ = std::move(certificate); }

    /// `through` is called later, or never if the connection ends before.
    void enter(RequestIntake::Line line, const std::string& address, Through through);

private:
    struct Guest;
    void await(Guest* guest, int bytes, std::function<void()> then);
    void onHead(Guest* guest);
    void shakeHands(Guest* guest);
    void onHandsShaken(Guest* guest, GTlsConnection* tls, const char* problem);
    void nextOf(const std::string& address);

    Readiness& readiness_;
    GRef<GTlsCertificate> certificate_;
    GRef<GCancellable> cancel_ = GRef<GCancellable>::adopt(g_cancellable_new());
    std::map<Guest*, std::unique_ptr<Guest>> guests_;
    std::map<std::string, int> shaking_; // handshakes that go on, by address
    std::deque<Guest*> waiting_; // for their handshake
    Lifetime lifetime_;
};

} // namespace confab::front
