// SPDX-License-Identifier: Apache-2.0
#include "front/net/web_socket.hpp"

#include "support/loop_fixture.hpp"
#include "support/ws_frame.hpp"

#include <gmock/gmock.h>
#include <sys/socket.h>

#include <optional>

namespace confab::front {
namespace {

using namespace std::chrono_literals;
using test::wsFrame;
using testing::EndsWith;
using testing::HasSubstr;

/// A WebSocket of the server's, and the other end as a plain socket.
class WebSocketTest : public test::LoopFixture {
protected:
    ~WebSocketTest() override { hangUp(); }

    void open(std::chrono::milliseconds patience = 5s)
    {
        int ends[2];
        EXPECT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends), 0);
        peer_ = ends[1];
        const auto socket = GRef<GSocket>::adopt(g_socket_new_from_fd(ends[0], nullptr));
        const auto connection = GRef<GSocketConnection>::adopt(
            g_socket_connection_factory_create_connection(socket.get()));
        const UriPtr uri(g_uri_parse("http://localhost/ws", G_URI_FLAGS_NONE, nullptr));
        timing_.flood = patience;
        socket_.emplace(loop_, GRef<GIOStream>::share(G_IO_STREAM(connection.get())), uri.get(),
                        timing_, std::weak_ptr<Visit>(),
                        WebSocket::Events{.text = [this](const std::string&) { ++heard_; },
                                          .closed = [this](bool clean) { clean_ = clean; }});
    }
    void hangUp()
    {
        if (peer_ >= 0)
            ::close(std::exchange(peer_, -1));
    }
    void say(const std::string& bytes) { ::send(peer_, bytes.data(), bytes.size(), MSG_NOSIGNAL); }
    /// All that has come until nothing more does.
    std::string readAll()
    {
        std::string all;
        runUntil([&] { return !readInto(all); }, 5s);
        return all;
    }
    /// Sends until there is more than anybody lets wait.
    int sendWithoutEnd()
    {
        int sent = 0;
        for (; sent < 100000 && socket_->isOpen(); ++sent)
            socket_->send(std::string(1000, 'x'));
        return sent;
    }

    using UriPtr = std::unique_ptr<GUri, FreeWith<g_uri_unref>>;
    Timing timing_;
    std::optional<WebSocket> socket_;
    int peer_ = -1;
    int heard_ = 0;
    std::optional<bool> clean_;

private:
    // False once nothing has come for a while.
    bool readInto(std::string& all)
    {
        char buffer[65536];
        const auto count = ::recv(peer_, buffer, sizeof buffer, 0);
        if (count > 0) {
            all.append(buffer, std::size_t(count));
            last_ = std::chrono::steady_clock::now();
        }
        return count > 0 || std::chrono::steady_clock::now() - last_ < 200ms;
    }

    std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

TEST_F(WebSocketTest, WhatWaitsForASlowReaderComesInOrderAndWhole)
{
    open();
    std::string expected;
    for (int i = 0; i < 100; ++i) {
        const std::string text(5000, char('0' + i % 64));
        socket_->send(text);
        expected += std::string("\x81\x7e\x13\x88", 4) + text;
    }
    EXPECT_TRUE(socket_->isOpen());
    EXPECT_EQ(readAll(), expected);
}

TEST_F(WebSocketTest, ClosingIsBehindAllThatWaits)
{
    open();
    for (int i = 0; i < 100; ++i)
        socket_->send(std::string(5000, 'x'));
    socket_->send(std::string("the last"));
    socket_->close(1000);
    EXPECT_THAT(readAll(), EndsWith(std::string("\x81\x08the last\x88\x02\x03\xe8", 14)));
}

TEST_F(WebSocketTest, ReaderThatReadsNothingIsClosedAtTheLimit)
{
    open();
    EXPECT_LT(sendWithoutEnd(), 2000);
    EXPECT_FALSE(socket_->isOpen());
    EXPECT_THAT(readAll(), HasSubstr("\x0f\xa8reads too slowly")); // 4008
    hangUp();
    EXPECT_TRUE(runUntil([&] { return clean_.has_value(); }));
    EXPECT_FALSE(*clean_) << "may come back";
}

TEST_F(WebSocketTest, PingsAboveTheRateAreReadNoFaster)
{
    open();
    std::string pings;
    for (int i = 0; i < 60; ++i) // over the burst of 40
        pings += wsFrame(0x89, 125);
    say(pings);
    say(wsFrame(0x81, 5));
    EXPECT_FALSE(runUntil([&] { return heard_ > 0; }, 50ms));
    EXPECT_TRUE(runUntil([&] { return heard_ > 0; })) << "but they are read";
}

TEST_F(WebSocketTest, FloodOfPingsIsClosed)
{
    open(100ms);
    std::string pings;
    for (int i = 0; i < 2000; ++i)
        pings += wsFrame(0x89, 4);
    say(pings);
    EXPECT_TRUE(runUntil([&] { return !socket_->isOpen(); }));
    EXPECT_THAT(readAll(), HasSubstr("\x03\xf0too many frames")); // 1008
    hangUp();
    EXPECT_TRUE(runUntil([&] { return clean_.has_value(); }, 8s));
}

} // namespace
} // namespace confab::front
