// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "front/access/access.hpp"
#include "front/http/http_server.hpp"
#include "front/net/message_rate.hpp"
#include "front/net/web_socket.hpp"
#include "front/rooms/room_directory.hpp"

#include <functional>
#include <string>

namespace confab::front {

/// One browser's connection: checks what it says, and takes it to the room it has joined. Loop
/// thread. Ends with its socket: its owner destroys it some time after `closed`.
class Session : public Guest {
public:
    using Closed = std::function<void(Session&)>;

    /// The rooms and `access` outlive it; `access` is asked about every `join`.
    Session(const Loop& loop, HttpServer::Upgrade upgrade, const Timing& timing, Access& access,
            RoomDirectory& rooms, Closed closed);

    const PublicAddress& address() const override { return address_; }
    const std::string& client() const override { return client_; }
    void enter(EnteredRoom& room, std::string participant) override;
    void send(const SharedText& text) override;
    void refuse(const std::string& code, const std::string& text) override;
    void bye(Goodbye why) override;
    void close() override;

private:
    void onText(const std::string& text);
    void onMessage(wire::ClientMessage message);
    void onJoin(wire::Join join);
    void onClosed(bool clean);
    void leave(Parting how);
    void awaitJoin();
    void sendError(const std::string& code, const std::string& text, const std::string& re = {});
    void shut(unsigned short code, const char* reason);

    Loop loop_;
    Timing timing_;
    Access& access_;
    RoomDirectory& rooms_;
    Closed closed_;
    Caller caller_;
    std::string client_;
    PublicAddress address_;
    EnteredRoom* room_ = nullptr; // null: in none
    std::string participant_;
    bool closing_ = false;
    MessageRate rate_;
    Timer joinDeadline_;
    WebSocket socket_;
};

} // namespace confab::front
