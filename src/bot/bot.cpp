// SPDX-License-Identifier: Apache-2.0
#include "bot/bot.hpp"

#include <algorithm>

namespace confab::bot {

using namespace std::chrono_literals;
using std::chrono::microseconds;

namespace {

constexpr auto kFramePoll = 20ms;
constexpr auto kRetry = 300ms;
constexpr auto kGoodbye = 1000ms;
constexpr std::size_t kMaxErrors = 20;

microseconds now()
{
    return microseconds(g_get_monotonic_time());
}

} // namespace

Bot::Bot(const Loop& loop, SoupSession* session, BotSetup setup, std::function<void()> ended)
    : loop_(loop), session_(session), setup_(std::move(setup)), ended_(std::move(ended))
{
    g_assert(loop_.isCurrent());
    if (setup_.watch)
        meters_.tiles = std::make_shared<TileWatch>();
    if (setup_.listen)
        meters_.tones = std::make_shared<ToneMeter>();
    report_.name = setup_.name;
    report_.index = setup_.index;
    setup_.peer.meters = meters_;
    waitForFrame();
    connect();
}

Bot::~Bot() = default;

void Bot::connect()
{
    state_ = State::Connecting;
    socket_ = std::make_unique<BotSocket>(
        session_, BotSocket::Server{setup_.url, setup_.anyCertificate},
        BotSocket::Events{.opened = [this] { join(); },
                          .message = [this](wire::ServerMessage m) { onMessage(std::move(m)); },
                          // Not inline: what follows may replace the socket that calls.
                          .closed = loop_.bind(lifetime_, [this, n = ++attempt_](std::string why) {
                              if (n == attempt_)
                                  onClosed(why);
                          })});
}

void Bot::send(const wire::ClientMessage& message)
{
    if (socket_)
        socket_->send(message);
}

void Bot::join()
{
    state_ = State::Joining;
    if (!lostAt_)
        joinSent_ = now();
    const bool sends = !setup_.observer;
    send(wire::Join{.room = setup_.room,
                    .name = setup_.name,
                    .resume = resume_,
                    .audio = sends && setup_.peer.sendAudio,
                    .video = sends && setup_.peer.sendVideo,
                    .observer = setup_.observer,
                    .recorded = setup_.recorded,
                    .peers = peerIds()});
}

std::vector<std::string> Bot::peerIds() const
{
    std::vector<std::string> ids;
    for (const auto& [id, peer] : peers_)
        ids.push_back(id);
    return ids;
}

void Bot::onClosed(const std::string& why)
{
    if (state_ == State::Leaving)
        return end();
    if (state_ == State::Ended)
        return;
    if (resume_.empty())
        return fail("cannot join " + setup_.room + " at " + setup_.url + ": " + why);
    comeBack(why);
}

void Bot::comeBack(const std::string& why)
{
    if (!lostAt_) {
        lostAt_ = now();
        note("lost: " + why);
        meters_.frames->interrupted();
    }
    if (now() - *lostAt_ > setup_.patience)
        return fail("could not come back: " + why);
    state_ = State::Connecting;
    retryTimer_ = Timer::once(loop_, kRetry, [this] { connect(); });
}

void Bot::onMessage(wire::ServerMessage message)
{
    if (state_ == State::Ended)
        return;
    std::visit([this](auto& m) { on(std::move(m)); }, message);
}

void Bot::on(wire::Joined message)
{
    if (state_ != State::Joining)
        return;
    state_ = State::Live;
    participant_ = message.participant;
    resume_ = message.resume;
    setup_.peer.iceServers = message.iceServers;
    report_.rejoins += lostAt_ ? 1 : 0;
    lostAt_.reset();
    std::vector<std::string> gone;
    for (const auto& [id, peer] : peers_)
        if (std::ranges::find(message.peers, id) == message.peers.end())
            gone.push_back(id);
    for (const auto& id : gone)
        dropPeer(id);
    if (meters_.tiles)
        meters_.tiles->setOwn(participant_, setup_.timeFlashes ? setup_.peer.signals : nullptr);
    on(std::move(message.layout));
}

void Bot::on(wire::Offer message)
{
    if (state_ != State::Live)
        return;
    auto peer = BotPeer::create(loop_, setup_.peer, message.sdp,
                                peerEvents(message.peer, message.replaces));
    if (!peer)
        return fail(peer.error().message);
    peers_[message.peer] = *std::move(peer);
}

BotPeer::Events Bot::peerEvents(const std::string& id, const std::string& replaces)
{
    return {.answer =
                [this, id](std::string sdp) {
                    send(wire::Answer{id, sdp});
                },
            .candidate =
                [this, id](unsigned mline, std::string text) {
                    send(wire::Candidate{id, mline, std::move(text)});
                },
            .connected = loop_.bind(lifetime_, [this, replaces] { dropPeer(replaces); }),
            // Not inline: it destroys the peer that calls.
            .failed = loop_.bind(lifetime_, [this, id](std::string why) {
                if (state_ == State::Live && peers_.contains(id)) {
                    dropPeer(id);
                    socket_.reset();
                    comeBack(why);
                }
            })};
}

void Bot::dropPeer(const std::string& id)
{
    const auto found = peers_.find(id);
    if (found == peers_.end())
        return;
    const PacketLoss loss = found->second->loss();
    oldLoss_.received += loss.received;
    oldLoss_.lost += loss.lost;
    peers_.erase(found);
}

void Bot::on(const wire::Candidate& message)
{
    if (const auto peer = peers_.find(message.peer); peer != peers_.end())
        peer->second->addCandidate(message.mline, message.candidate);
}

void Bot::on(wire::Layout message)
{
    if (meters_.tiles)
        meters_.tiles->setLayout(std::move(message));
}

void Bot::on(const wire::Uplink& message)
{
    if (const auto peer = peers_.find(message.peer); peer != peers_.end())
        peer->second->setVideoActive(message.active);
}

void Bot::on(const wire::ErrorMessage& message)
{
    const std::string text = message.code + ": " + message.message;
    if (state_ == State::Joining && resume_.empty())
        fail("the server refused the join: " + text);
    else
        note(text);
}

void Bot::on(const wire::Bye& message)
{
    if (state_ == State::Leaving)
        return end();
    if (message.reason != "room-restarted" && message.reason != "peer-failed")
        return fail("the server said bye: " + message.reason);
    if (message.reason == "peer-failed")
        note("the server said bye: peer-failed");
    // The server closes next, which is when we come back.
}

void Bot::waitForFrame()
{
    const auto begin = now();
    frameTimer_ = Timer::every(loop_, kFramePoll, [this, begin] {
        if (const auto first = meters_.frames->counts().first) {
            report_.firstFrameMs = int((*first - joinSent_) / 1ms);
            stayTimer_ = Timer::once(loop_, setup_.stay, [this] { leave(); });
            frameTimer_ = {};
        } else if (now() - begin > setup_.patience) {
            frameTimer_ = {};
            fail(noMedia());
        }
    });
}

// What has come so far says where to look.
std::string Bot::noMedia() const
{
    const auto after = " after " + std::to_string(setup_.patience / 1s) + " s";
    if (participant_.empty())
        return "not in the room" + after + ": the server at " + setup_.url
            + " has not answered, or nobody was let in";
    if (peers_.empty())
        return "no offer of media" + after + ": the room has not made one, or it was lost";
    if (!report_.errors.empty()) // the server has said why
        return "no media" + after;
    return "no media" + after + "; does UDP reach the server?";
}

void Bot::leave()
{
    if (state_ == State::Leaving || state_ == State::Ended)
        return;
    const bool said = state_ == State::Live || state_ == State::Joining;
    state_ = State::Leaving;
    frameTimer_ = {};
    if (said)
        send(wire::Leave{});
    stayTimer_ = Timer::once(loop_, said ? kGoodbye : 0ms, [this] { end(); });
}

void Bot::note(const std::string& error)
{
    if (report_.errors.size() < kMaxErrors)
        report_.errors.push_back(error);
}

void Bot::fail(const std::string& error)
{
    if (state_ == State::Ended)
        return;
    note(error);
    leave();
}

/// Later, from the loop itself: callers are events of what it destroys.
void Bot::end()
{
    if (std::exchange(state_, State::Ended) == State::Ended)
        return;
    loop_.bind(lifetime_, [this] {
        for (Timer* timer : {&frameTimer_, &stayTimer_, &retryTimer_})
            *timer = {};
        report_ = report();
        while (!peers_.empty())
            dropPeer(peers_.begin()->first);
        socket_.reset();
        const auto ended = ended_;
        ended();
    })();
}

BotReport Bot::report() const
{
    BotReport report = report_;
    report.participant = participant_;
    report.video = meters_.frames->counts();
    if (peers_.empty() && state_ == State::Ended)
        return report;
    report.loss = oldLoss_;
    for (const auto& [id, peer] : peers_) {
        report.loss.received += peer->loss().received;
        report.loss.lost += peer->loss().lost;
    }
    if (meters_.tones)
        report.tones = meters_.tones->levels();
    if (meters_.tiles) {
        report.tiles = meters_.tiles->tiles();
        report.latencies = meters_.tiles->latencies();
    }
    return report;
}

} // namespace confab::bot
