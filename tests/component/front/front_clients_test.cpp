// SPDX-License-Identifier: Apache-2.0
#include "support/front_fixture.hpp"

#include <gmock/gmock.h>
#include <sys/resource.h>

#include <deque>

namespace confab::front {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

/// Who is who, directly and behind a proxy, and what one client may take.
class FrontClientsTest : public test::FrontFixture {
protected:
    FrontClientsTest()
    {
        rlimit files{};
        getrlimit(RLIMIT_NOFILE, &files);
        files.rlim_max = std::min<rlim_t>(files.rlim_max, 1024); // so a client may have 128
        files.rlim_cur = files.rlim_max;
        setrlimit(RLIMIT_NOFILE, &files);
    }
    void startBehindProxy()
    {
        options_.behindProxy = true;
        start();
    }
    static std::string from(const std::string& addresses)
    {
        return "X-Forwarded-For: " + addresses + "\r\n";
    }

    /// A connection that stays, and what has come on it.
    struct Held {
        GRef<GSocketConnection> connection;
        std::string answer;
    };
    /// Asks for a WebSocket and waits for the first line of the answer.
    std::string hold(const std::string& headers = {})
    {
        const auto client = GRef<GSocketClient>::adopt(g_socket_client_new());
        auto& held =
            held_.emplace_back(Held{GRef<GSocketConnection>::adopt(g_socket_client_connect_to_host(
                                        client.get(), host().c_str(), 0, nullptr, nullptr)),
                                    {}});
        auto* socket = g_socket_connection_get_socket(held.connection.get());
        const std::string text = "GET /ws HTTP/1.1\r\nHost: " + host()
            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            + headers + "\r\n";
        g_socket_send(socket, text.data(), text.size(), nullptr, nullptr);
        g_socket_set_blocking(socket, FALSE);
        runUntil([&] {
            return hasHungUp(socket, held.answer)
                || held.answer.find("\r\n\r\n") != held.answer.npos;
        });
        return held.answer;
    }
    /// How many a client gets before it is refused, and how it is told.
    int holdUntilRefused(const std::string& headers, std::string& refusal)
    {
        for (int count = 0; count < 2000; ++count)
            if (refusal = hold(headers); !refusal.starts_with("HTTP/1.1 101 "))
                return count;
        return 2000;
    }

    std::deque<Held> held_;
};

TEST_F(FrontClientsTest, OneClientBehindTheProxyDoesNotUseUpWhatThereIsForAll)
{
    startBehindProxy();
    std::string refusal;
    const int count = holdUntilRefused(from("192.0.2.1"), refusal);
    EXPECT_EQ(count, 128);
    EXPECT_THAT(
        refusal,
        AllOf(StartsWith("HTTP/1.1 429 Too Many Requests\r\n"), HasSubstr("connections.limit")));
    EXPECT_THAT(hold(from("192.0.2.2")), StartsWith("HTTP/1.1 101 "));
    EXPECT_EQ(statusOf(get("/healthz", from("192.0.2.2"))), 200);
    EXPECT_EQ(statusOf(get("/healthz")), 200);
    EXPECT_EQ(statusOf(get("/healthz", from("192.0.2.2, 192.0.2.1"))), 429) << "made up";
}

TEST_F(FrontClientsTest, ConnectionsThatHaveEndedCountNoMore)
{
    startBehindProxy();
    std::string refusal;
    holdUntilRefused(from("192.0.2.1"), refusal);
    held_.clear();
    EXPECT_TRUE(runUntil([&] { return statusOf(get("/healthz", from("192.0.2.1"))) == 200; }));
}

TEST_F(FrontClientsTest, NetworkOfIpv6IsOneClient)
{
    startBehindProxy();
    std::string refusal;
    holdUntilRefused(from("2001:db8::1"), refusal);
    EXPECT_EQ(statusOf(get("/healthz", from("2001:db8::ffff"))), 429);
    EXPECT_EQ(statusOf(get("/healthz", from("2001:db8:0:1::1"))), 200);
}

TEST_F(FrontClientsTest, NobodyIsBelievedWithoutAProxy)
{
    start();
    int count = 0;
    while (count < 2000
           && hold(from("192.0.2." + std::to_string(count % 250))).starts_with("HTTP/1.1 101 "))
        ++count;
    EXPECT_EQ(count, 128);
}

TEST_F(FrontClientsTest, OtherProxiesThanTrustedOnesAreNotBelieved)
{
    options_.config.server.trustedProxies = {"192.0.2.0/24"};
    startBehindProxy();
    record("demo-20261123-221530.webm", "12345");
    const auto answer = get("/api/v1/recordings", "X-Forwarded-Prefix: /sub\r\n");
    EXPECT_EQ(jsonOf(answer)[0]["files"][0]["url"], "/recordings/demo-20261123-221530.webm");
}

TEST_F(FrontClientsTest, DownloadThatNobodyReadsIsEnded)
{
    options_.timing.stall = 100ms;
    std::filesystem::create_directories(recordings());
    record("demo-20261123-221530.webm", std::string(30'000'000, 'x'));
    start();
    const auto client = GRef<GSocketClient>::adopt(g_socket_client_new());
    const auto connection = GRef<GSocketConnection>::adopt(
        g_socket_client_connect_to_host(client.get(), host().c_str(), 0, nullptr, nullptr));
    auto* socket = g_socket_connection_get_socket(connection.get());
    const std::string text =
        "GET /recordings/demo-20261123-221530.webm HTTP/1.1\r\nHost: " + host() + "\r\n\r\n";
    g_socket_send(socket, text.data(), text.size(), nullptr, nullptr);
    runUntil([] { return false; }, 700ms);
    g_socket_set_blocking(socket, FALSE);
    std::string answer;
    EXPECT_TRUE(runUntil([&] {
        char buffer[65536];
        GErrorOut error;
        const auto count = g_socket_receive(socket, buffer, sizeof buffer, nullptr, error);
        if (count > 0)
            answer.append(buffer, std::size_t(count));
        return count == 0 || (count < 0 && !error.is(G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK));
    }));
    EXPECT_THAT(answer.substr(0, 20), StartsWith("HTTP/1.1 200 OK"));
    EXPECT_LT(answer.size(), 30'000'000u);
}

} // namespace
} // namespace confab::front
