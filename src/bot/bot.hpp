// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "bot/bot_report.hpp"
#include "bot/peer/bot_peer.hpp"
#include "bot/peer/bot_socket.hpp"

#include <map>
#include <memory>
#include <optional>

namespace confab::bot {

struct BotSetup {
    std::string url; ///< http://host:port
    std::string room;
    std::string name;
    int index = 0;
    bool observer = false;
    bool recorded = true; ///< false: asks to be left out of recordings
    bool anyCertificate = false; ///< of an https server
    bool listen = false; ///< decode the sound
    bool watch = false; ///< decode the video
    bool timeFlashes = false;
    std::chrono::milliseconds stay{10000}; ///< after the first mixed frame; 0: leave at once
    std::chrono::milliseconds patience{10000}; ///< for the first frame, and for coming back
    BotPeerSetup peer; ///< its meters, signals and servers are filled in here
};

/// A participant: joins, answers, sends its clip, measures, leaves; comes back when the connection
/// or the room is lost.
///
/// Thread: the loop's, which is also the thread-default context.
class Bot {
public:
    /// `ended` comes once, with everything closed; the bot may be destroyed inside.
    Bot(const Loop& loop, SoupSession* session, BotSetup setup, std::function<void()> ended);
    ~Bot();
    Bot(const Bot&) = delete;
    Bot& operator=(const Bot&) = delete;

    /// Says goodbye and ends within a second.
    void leave();
    /// Only the frames and gaps between these two calls count. Without the calls, all count from
    /// the end of the first second on.
    void startCounting() { meters_.frames->restart(); }
    void stopCounting() { meters_.frames->finish(); }
    bool hasFrame() const { return meters_.frames->hasFrame(); }
    BotReport report() const;

private:
    enum class State { Connecting, Joining, Live, Leaving, Ended };

    void connect();
    void send(const wire::ClientMessage& message);
    void join();
    void onClosed(const std::string& why);
    void onMessage(wire::ServerMessage message);
    void on(wire::Joined message);
    void on(wire::Offer message);
    void on(const wire::Candidate& message);
    void on(wire::Layout message);
    void on(const wire::Uplink& message);
    void on(const wire::ErrorMessage& message);
    void on(const wire::Bye& message);
    template <class T> void on(const T&) { }
    BotPeer::Events peerEvents(const std::string& id, const std::string& replaces);
    void dropPeer(const std::string& id);
    std::vector<std::string> peerIds() const;
    void waitForFrame();
    std::string noMedia() const;
    void comeBack(const std::string& why);
    void note(const std::string& error);
    void fail(const std::string& error);
    void end();

    Loop loop_;
    SoupSession* session_;
    BotSetup setup_;
    std::function<void()> ended_;
    BotMeters meters_;
    State state_ = State::Connecting;
    std::string participant_, resume_;
    std::chrono::microseconds joinSent_{};
    std::optional<std::chrono::microseconds> lostAt_; // until we are back in
    unsigned attempt_ = 0; // number of the socket; events of older ones are late
    PacketLoss oldLoss_; // of peers that are gone
    BotReport report_;
    std::unique_ptr<BotSocket> socket_;
    std::map<std::string, std::unique_ptr<BotPeer>> peers_;
    Timer frameTimer_, stayTimer_, retryTimer_;
    Lifetime lifetime_;
};

} // namespace confab::bot
