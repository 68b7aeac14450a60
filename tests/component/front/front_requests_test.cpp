// SPDX-License-Identifier: Apache-2.0
#include "support/front_fixture.hpp"

#include <gmock/gmock.h>
#include <netinet/in.h>
#include <netinet/tcp.h>

namespace confab::front {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

/// What is no request, or not quite. Whoever sends it is told at once, and reads it.
class FrontRequestsTest : public test::FrontFixture {
protected:
    FrontRequestsTest() { start(); }

    std::string begun(const std::string& method = "GET") const
    {
        return method + " /healthz HTTP/1.1\r\nHost: " + host() + "\r\n";
    }
    /// Refused in far less than the time that a request may take.
    std::string answerAtOnce(const std::string& bytes)
    {
        const auto begin = std::chrono::steady_clock::now();
        auto answer = exchange(bytes);
        EXPECT_LT(std::chrono::steady_clock::now() - begin, 3s);
        EXPECT_THAT(
            answer,
            AllOf(HasSubstr("Connection: close\r\n"), HasSubstr("application/problem+json")));
        return answer;
    }
};

TEST_F(FrontRequestsTest, WrongLengthsAreRefusedAtOnce)
{
    for (const char* length : {"-1", "x", "1, 2"})
        EXPECT_THAT(answerAtOnce(begun("POST") + "Content-Length: " + length + "\r\n\r\n{}"),
                    AllOf(StartsWith("HTTP/1.1 400 Bad Request\r\n"), HasSubstr("length.invalid")))
            << length;
    EXPECT_THAT(answerAtOnce(begun("POST") + "Content-Length: 99999999999999999999\r\n\r\n{}"),
                AllOf(StartsWith("HTTP/1.1 413 "), HasSubstr("body.too-large")));
}

TEST_F(FrontRequestsTest, LongHeadIsRefusedAndTheRefusalArrives)
{
    EXPECT_THAT(answerAtOnce(begun() + "X: " + std::string(100'000, 'x') + "\r\n\r\n"),
                AllOf(StartsWith("HTTP/1.1 431 "), HasSubstr("head.too-large")));
    EXPECT_THAT(answerAtOnce(begun() + std::string(1'000'000, 'x')), StartsWith("HTTP/1.1 431 "));
    EXPECT_THAT(
        exchange(begun() + "Connection: close\r\nX: " + std::string(30'000, 'x') + "\r\n\r\n"),
        StartsWith("HTTP/1.1 200 "));
}

TEST_F(FrontRequestsTest, RefusalArrivesThoughALargeBodyIsUnderWay)
{
    EXPECT_THAT(answerAtOnce(begun("POST") + "Content-Length: 3000000\r\n\r\n"
                             + std::string(3'000'000, 'x')),
                StartsWith("HTTP/1.1 413 "));
}

TEST_F(FrontRequestsTest, TwoHostsAreOneTooMany)
{
    EXPECT_THAT(answerAtOnce(begun() + "Host: " + host() + "\r\n\r\n"),
                AllOf(StartsWith("HTTP/1.1 400 "), HasSubstr("host.invalid")));
}

TEST_F(FrontRequestsTest, AddressMayNameTheHost)
{
    const std::string rest = " HTTP/1.1\r\nHost: other.example\r\nConnection: close\r\n\r\n";
    EXPECT_EQ(statusOf(exchange("GET http://" + host() + "/healthz" + rest)), 200);
    EXPECT_THAT(exchange("GET http://other.example/healthz HTTP/1.1\r\nHost: " + host()
                         + "\r\nConnection: close\r\n\r\n"),
                AllOf(StartsWith("HTTP/1.1 403 "), HasSubstr("host.refused")));
}

TEST_F(FrontRequestsTest, RequestMayComeInCrumbs)
{
    const auto client = GRef<GSocketClient>::adopt(g_socket_client_new());
    const auto connection = GRef<GSocketConnection>::adopt(
        g_socket_client_connect_to_host(client.get(), host().c_str(), 0, nullptr, nullptr));
    auto* socket = g_socket_connection_get_socket(connection.get());
    g_socket_set_option(socket, IPPROTO_TCP, TCP_NODELAY, TRUE, nullptr);
    g_socket_set_blocking(socket, FALSE);
    std::string answer;
    const auto request =
        "\r\n" + begun("POST") + "Connection: close\r\nContent-Length: 3\r\n\r\n{ }";
    for (const char c : request) {
        g_socket_send(socket, &c, 1, nullptr, nullptr);
        runUntil([&] { return hasHungUp(socket, answer); }, 2ms);
    }
    EXPECT_TRUE(runUntil([&] { return hasHungUp(socket, answer); }, 3s));
    EXPECT_THAT(answer, AllOf(StartsWith("HTTP/1.1 405 "), HasSubstr("Connection: close")));
}

TEST_F(FrontRequestsTest, BodyComesAfterItsGoAhead)
{
    const auto head =
        begun("POST") + "Connection: close\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n";
    const auto client = GRef<GSocketClient>::adopt(g_socket_client_new());
    const auto connection = GRef<GSocketConnection>::adopt(
        g_socket_client_connect_to_host(client.get(), host().c_str(), 0, nullptr, nullptr));
    auto* socket = g_socket_connection_get_socket(connection.get());
    g_socket_set_blocking(socket, FALSE);
    g_socket_send(socket, head.data(), head.size(), nullptr, nullptr);
    std::string answer;
    runUntil([&] { return hasHungUp(socket, answer) || answer.ends_with("\r\n\r\n"); });
    EXPECT_EQ(answer, "HTTP/1.1 100 Continue\r\n\r\n");
    g_socket_send(socket, "{}", 2, nullptr, nullptr);
    answer.clear();
    EXPECT_TRUE(runUntil([&] { return hasHungUp(socket, answer); }));
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 405 "));
    EXPECT_THAT(exchange(begun("POST") + "Content-Length: 70000\r\nExpect: 100-continue\r\n\r\n"),
                StartsWith("HTTP/1.1 413 "))
        << "instead of the go-ahead";
}

TEST_F(FrontRequestsTest, WebSocketHearsWhyItIsClosedThoughItGoesOnSending)
{
    const auto client = GRef<GSocketClient>::adopt(g_socket_client_new());
    const auto connection = GRef<GSocketConnection>::adopt(
        g_socket_client_connect_to_host(client.get(), host().c_str(), 0, nullptr, nullptr));
    auto* socket = g_socket_connection_get_socket(connection.get());
    g_socket_set_blocking(socket, FALSE);
    std::string heard;
    const auto upgrade = "GET /ws HTTP/1.1\r\nHost: " + host()
        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    g_socket_send(socket, upgrade.data(), upgrade.size(), nullptr, nullptr);
    ASSERT_TRUE(runUntil([&] {
        hasHungUp(socket, heard);
        return heard.find("\r\n\r\n") != heard.npos;
    }));
    heard.clear();
    const std::string tooLong = std::string("\x81\xff\0\0\0\0\x00\x20\0\0\0\0\0\0", 14); // 2 MB
    g_socket_send(socket, tooLong.data(), tooLong.size(), nullptr, nullptr);
    const std::string more(65536, 'x');
    // For longer than the front waits for an answer to its closing. Nothing is read meanwhile.
    runUntil(
        [&] {
            g_socket_send(socket, more.data(), more.size(), nullptr, nullptr);
            return false;
        },
        1s);
    runUntil([&] { return hasHungUp(socket, heard); }, 4s);
    EXPECT_THAT(heard, HasSubstr("\x03\xf1over 64 KB")); // 1009
}

} // namespace
} // namespace confab::front
