// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "front/http/http_server.hpp"
#include "front/net/message_rate.hpp"
#include "front/net/web_socket.hpp"
#include "wire/wire.hpp"

#include <nlohmann/json_fwd.hpp>

#include <functional>
#include <string>

namespace confab::front {

class SupervisedRoom;

/// One browser's connection: checks what it says, and takes it to the room it has joined. Loop
/// thread. Ends with its socket: whoever owns it destroys it some time after Events::closed.
class Session {
public:
    struct Events {
        std::function<void(Session&, wire::Join)> join; ///< calls enter() or refuse()
        std::function<void(Session&)> closed;
    };

    /// `access` outlives it: it is asked about every `join`.
    Session(const Loop& loop, HttpServer::Upgrade upgrade, const Timing& timing, Access& access,
            Events events);

    /// In a room from now on, as that participant.
    void enter(SupervisedRoom& room, std::string participant);
    /// The room knows it no more: nothing goes there any longer.
    void release();
    const std::string& participant() const { return participant_; }
    /// The server as this browser reached it.
    const PublicAddress& address() const { return address_; }

    void send(const nlohmann::json& message);
    void sendError(const std::string& code, const std::string& text, const std::string& re = {});
    /// An answer to `join`: not in a room, and may try again.
    void refuse(const std::string& code, const std::string& text);
    /// Says goodbye and closes. The session must be released.
    void bye(const char* reason, unsigned short code);
    void close(unsigned short code);

private:
    void onText(const std::string& text);
    void onMessage(wire::ClientMessage message);
    void onJoin(wire::Join join);
    void onClosed(bool clean);
    void leave();
    void awaitJoin();

    Loop loop_;
    Timing timing_;
    Access& access_;
    Events events_;
    Caller caller_;
    PublicAddress address_;
    SupervisedRoom* room_ = nullptr;
    std::string participant_;
    bool closing_ = false;
    MessageRate rate_;
    Timer joinDeadline_;
    WebSocket socket_;
};

} // namespace confab::front
