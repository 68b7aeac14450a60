// SPDX-License-Identifier: Apache-2.0
#include "support/front_fixture.hpp"

#include <gmock/gmock.h>

#include <filesystem>

namespace confab::front {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

/// A client that keeps its connection.
class Line {
public:
    explicit Line(const std::string& host)
        : connection_(GRef<GSocketConnection>::adopt(
            g_socket_client_connect_to_host(client_.get(), host.c_str(), 0, nullptr, nullptr)))
    {
        g_socket_set_blocking(socket(), FALSE);
    }

    void say(const std::string& bytes)
    {
        g_socket_send(socket(), bytes.data(), bytes.size(), nullptr, nullptr);
    }
    bool hasHead()
    {
        listen();
        return heard_.find("\r\n\r\n") != heard_.npos;
    }
    /// An answer is here, as far as its Content-Length says.
    bool hasAnswer()
    {
        if (!hasHead())
            return false;
        const auto end = heard_.find("\r\n\r\n");
        const auto length = heard_.find("Content-Length: ");
        const auto body = length < end ? std::stoul(heard_.substr(length + 16)) : 0;
        return heard_.size() >= end + 4 + body;
    }
    bool isOver()
    {
        listen();
        return isOver_;
    }
    std::string take() { return std::exchange(heard_, {}); }

private:
    GSocket* socket() { return g_socket_connection_get_socket(connection_.get()); }
    void listen()
    {
        char buffer[65536];
        GErrorOut error;
        const auto count = g_socket_receive(socket(), buffer, sizeof buffer, nullptr, error);
        if (count > 0)
            heard_.append(buffer, std::size_t(count));
        isOver_ = count == 0 || (count < 0 && !error.is(G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK));
    }

    GRef<GSocketClient> client_ = GRef<GSocketClient>::adopt(g_socket_client_new());
    GRef<GSocketConnection> connection_;
    std::string heard_;
    bool isOver_ = false;
};

class FrontKeepAliveTest : public test::FrontFixture {
protected:
    std::string asked(const std::string& path, const std::string& headers = {}) const
    {
        return "GET " + path + " HTTP/1.1\r\nHost: " + host() + "\r\n" + headers + "\r\n";
    }
    std::string upgrade() const
    {
        return asked("/ws",
                     "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                     "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
    }
    std::string ask(Line& line, const std::string& request)
    {
        line.say(request);
        EXPECT_TRUE(runUntil([&] { return line.hasAnswer(); })) << request;
        return line.take();
    }
    static long openFiles()
    {
        const std::filesystem::directory_iterator files("/proc/self/fd");
        return std::distance(begin(files), end(files));
    }
};

TEST_F(FrontKeepAliveTest, ManyRequestsGoOverOneConnection)
{
    start();
    Line line(host());
    for (const char* path :
         {"/healthz", "/", "/nothing", "/assets/shared/icon.svg", "/recordings/"}) {
        const auto answer = ask(line, asked(path));
        EXPECT_THAT(answer, StartsWith("HTTP/1.1 ")) << path;
        EXPECT_THAT(answer, Not(HasSubstr("Connection: close"))) << path;
    }
    line.say("HEAD / HTTP/1.1\r\nHost: " + host() + "\r\n\r\n");
    EXPECT_TRUE(runUntil([&] { return line.hasHead(); }));
    EXPECT_THAT(line.take(), StartsWith("HTTP/1.1 200"));
    EXPECT_THAT(ask(line, asked("/healthz")), StartsWith("HTTP/1.1 200"));
}

TEST_F(FrontKeepAliveTest, FilesComeOverTheSameConnection)
{
    start();
    record("long.webm", std::string(1'000'000, 'x'));
    Line line(host());
    EXPECT_THAT(ask(line, asked("/recordings/long.webm")), StartsWith("HTTP/1.1 200"));
    EXPECT_THAT(ask(line, asked("/recordings/long.webm", "Range: bytes=5-9\r\n")),
                StartsWith("HTTP/1.1 206"));
    EXPECT_THAT(ask(line, asked("/healthz")), StartsWith("HTTP/1.1 200"));
}

TEST_F(FrontKeepAliveTest, WebSocketMayFollow)
{
    start();
    Line line(host());
    ask(line, asked("/healthz"));
    EXPECT_THAT(ask(line, upgrade()), StartsWith("HTTP/1.1 101"));
}

TEST_F(FrontKeepAliveTest, RequestMayFollowOneWithABody)
{
    start();
    Line line(host());
    const auto posted = "POST /healthz HTTP/1.1\r\nHost: " + host();
    for (const char* rest : {"\r\nContent-Length: 2\r\n\r\n{}", "\r\nContent-Length: 0\r\n\r\n"})
        EXPECT_THAT(ask(line, posted + rest),
                    AllOf(StartsWith("HTTP/1.1 405"), Not(HasSubstr("Connection: close"))));
    EXPECT_THAT(ask(line, asked("/healthz")), StartsWith("HTTP/1.1 200"));
}

TEST_F(FrontKeepAliveTest, OthersGetTheEndAfterTheirAnswer)
{
    start();
    for (const auto& request : {asked("/healthz", "Connection: close\r\n"),
                                std::string("GET /healthz HTTP/1.0\r\n\r\n")}) {
        Line line(host());
        line.say(request + asked("/healthz"));
        EXPECT_TRUE(runUntil([&] { return line.isOver(); })) << request;
        const auto heard = line.take();
        EXPECT_THAT(heard, HasSubstr("Connection: close")) << request;
        EXPECT_EQ(heard.rfind("HTTP/1."), 0u) << "the end was said: " << heard;
    }
}

TEST_F(FrontKeepAliveTest, NonsenseIsTheEnd)
{
    start();
    Line line(host());
    ask(line, asked("/healthz"));
    line.say("nonsense\r\n\r\n");
    EXPECT_TRUE(runUntil([&] { return line.isOver(); }));
    EXPECT_THAT(line.take(), AllOf(StartsWith("HTTP/1.1 400"), HasSubstr("Connection: close")));
}

TEST_F(FrontKeepAliveTest, RequestsThatComeTogetherAreAnsweredInTheirOrder)
{
    start();
    Line line(host());
    const auto posted =
        "POST /healthz HTTP/1.1\r\nHost: " + host() + "\r\nContent-Length: 2\r\n\r\n{}";
    line.say(asked("/healthz") + posted + asked("/nothing") + asked("/readyz")
             + asked("/healthz", "Connection: close\r\n") + asked("/healthz"));
    EXPECT_TRUE(runUntil([&] { return line.isOver(); }));
    const auto heard = line.take();
    std::vector<std::string> statuses;
    for (auto at = heard.find("HTTP/1.1 "); at != heard.npos; at = heard.find("HTTP/1.1 ", at + 1))
        statuses.push_back(heard.substr(at + 9, 3));
    EXPECT_THAT(statuses, testing::ElementsAre("200", "405", "404", "200", "200"));
}

TEST_F(FrontKeepAliveTest, WhoAsksTooOftenIsToldWhenToAskAgain)
{
    options_.timing.requests = {10, 100};
    start();
    Line line(host());
    std::string heard;
    const auto hears = [&](const char* words) {
        return runUntil([&] {
            const bool isOver = line.isOver();
            heard += line.take();
            return isOver || heard.find(words) != heard.npos;
        });
    };
    for (int i = 0; i < 200; ++i)
        line.say(asked("/none"));
    hears(" 429 ");
    heard.erase(0, heard.find(" 429 "));
    hears("\r\n\r\n{");
    EXPECT_THAT(heard,
                AllOf(StartsWith(" 429 Too Many Requests\r\n"), HasSubstr("Retry-After: 1\r\n"),
                      HasSubstr("requests.limit")));
}

TEST_F(FrontKeepAliveTest, NobodyStaysWhoAsksNoMore)
{
    options_.timing.nextRequest = 50ms;
    start();
    for (const auto* begun : {"", "GET / HTT"}) {
        Line line(host());
        ask(line, asked("/healthz"));
        line.say(begun);
        EXPECT_TRUE(runUntil([&] { return line.isOver(); })) << begun;
        EXPECT_EQ(line.take(), "");
    }
}

TEST_F(FrontKeepAliveTest, WhoGoesLeavesNothingBehind)
{
    start();
    const auto before = openFiles();
    for (int i = 0; i < 20; ++i) {
        Line line(host());
        ask(line, asked("/healthz"));
    }
    EXPECT_TRUE(runUntil([&] { return openFiles() == before; }));
}

TEST_F(FrontKeepAliveTest, ManyOfOneAddressGoAfterTheirAnswers)
{
    start();
    std::vector<std::unique_ptr<Line>> lines;
    for (int i = 0; i < ConnectionGate::kMostKept; ++i) {
        lines.push_back(std::make_unique<Line>(host()));
        ask(*lines.back(), asked("/healthz"));
    }
    Line last(host());
    EXPECT_THAT(ask(last, asked("/healthz")), HasSubstr("Connection: close"));
    EXPECT_TRUE(runUntil([&] { return last.isOver(); }));
    Line socket(host());
    EXPECT_THAT(ask(socket, upgrade()),
                AllOf(StartsWith("HTTP/1.1 101"), Not(HasSubstr("Connection: close"))));
    lines.resize(lines.size() - 2);
    EXPECT_TRUE(runUntil([&] {
        Line another(host());
        return !testing::Value(ask(another, asked("/healthz")), HasSubstr("Connection: close"));
    }));
}

} // namespace
} // namespace confab::front
