// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "front/front.hpp"

#include "support/browser.hpp"
#include "support/loop_fixture.hpp"
#include "support/temp_folder.hpp"

#include <fstream>
#include <string>
#include <utility>

namespace confab::test {

/// A front in this process, with rooms that are tests/support/fake_room.cpp.
class FrontFixture : public LoopFixture {
protected:
    using json = nlohmann::json;

    FrontFixture()
    {
        options_.config.server.listen = "127.0.0.1:0";
        options_.config.server.recordings = folder_ / "recordings";
        options_.config.server.runtime = folder_ / "runtime";
        options_.config.server.state = folder_ / "state";
        options_.roomProgram = {g_getenv("CONFAB_FAKE_ROOM")};
        options_.finishProgram = {"/bin/sh", g_getenv("CONFAB_FAKE_FINISH")};
    }
    ~FrontFixture() override
    {
        if (front_)
            stop();
    }

    void start()
    {
        auto front = front::Front::start(loop_, options_);
        ASSERT_TRUE(front) << front.error().message;
        front_ = *std::move(front);
    }
    void stop()
    {
        bool done = false;
        front_->shutDown([&] { done = true; });
        EXPECT_TRUE(runUntil([&] { return done; }, std::chrono::seconds(8)));
        front_.reset();
    }
    std::string host() const { return front_->address().authority(); }
    std::string url() const { return front_->url(); }
    std::filesystem::path recordings() const { return options_.config.server.recordings; }
    void record(const std::string& name, const std::string& content)
    {
        std::ofstream(recordings() / name) << content;
    }

    /// Sends bytes as they are and returns all that comes back until the server hangs up. `then` is
    /// sent when the first answer has come.
    std::string exchange(std::string bytes, std::string then = {})
    {
        const auto client = GRef<GSocketClient>::adopt(g_socket_client_new());
        const auto connection = GRef<GSocketConnection>::adopt(
            g_socket_client_connect_to_host(client.get(), host().c_str(), 0, nullptr, nullptr));
        auto* socket = g_socket_connection_get_socket(connection.get());
        g_socket_set_blocking(socket, FALSE);
        std::string answer;
        std::size_t sent = 0;
        EXPECT_TRUE(runUntil([&] {
            if (sent < bytes.size())
                sent += std::size_t(
                    std::max<gssize>(0,
                                     g_socket_send(socket, bytes.data() + sent, bytes.size() - sent,
                                                   nullptr, nullptr)));
            const bool isOver = hasHungUp(socket, answer);
            if (answer.find("\r\n\r\n") != std::string::npos)
                bytes += std::exchange(then, {});
            return isOver;
        }));
        return answer;
    }
    std::string request(const std::string& line, const std::string& headers = {})
    {
        return exchange(line + " HTTP/1.1\r\nHost: " + host() + "\r\nConnection: close\r\n"
                        + headers + "\r\n");
    }
    std::string get(const std::string& path, const std::string& headers = {})
    {
        return request("GET " + path, headers);
    }

    /// With a body of JSON, if there is one.
    std::string send(const std::string& method, const std::string& path, const json& body = nullptr,
                     const std::string& headers = {})
    {
        const auto text = body.is_null() ? std::string() : body.dump();
        return exchange(method + " " + path + " HTTP/1.1\r\nHost: " + host()
                        + "\r\nConnection: close\r\n" + headers
                        + "Content-Length: " + std::to_string(text.size()) + "\r\n\r\n" + text);
    }
    static std::string bodyOf(const std::string& answer)
    {
        const auto end = answer.find("\r\n\r\n");
        return end == answer.npos ? std::string() : answer.substr(end + 4);
    }
    static json jsonOf(const std::string& answer)
    {
        return json::parse(bodyOf(answer), nullptr, false);
    }
    static int statusOf(const std::string& answer)
    {
        return answer.starts_with("HTTP/1.") ? std::stoi(answer.substr(9)) : 0;
    }

    std::unique_ptr<Browser> open()
    {
        auto browser = std::make_unique<Browser>(url());
        EXPECT_TRUE(runUntil([&] { return browser->isOpen(); }));
        return browser;
    }
    /// Waits for a message of that type; null if it does not come.
    json await(Browser& browser, const std::string& type,
               std::chrono::milliseconds limit = std::chrono::seconds(5))
    {
        json message;
        runUntil([&] { return !message.is_null() || !(message = browser.take(type)).is_null(); },
                 limit);
        return message;
    }
    static json joinOf(const std::string& room, const std::string& resume = {})
    {
        json join{{"type", "join"}, {"v", 1}, {"room", room}, {"name", "Ann"}};
        if (!resume.empty())
            join["resume"] = resume;
        return join;
    }
    /// What the room answered is left in `joined_`.
    std::unique_ptr<Browser> openIn(const std::string& room, const std::string& resume = {})
    {
        auto browser = open();
        browser->send(joinOf(room, resume));
        joined_ = await(*browser, "joined");
        EXPECT_FALSE(joined_.is_null());
        return browser;
    }

    TempFolder folder_;
    front::FrontOptions options_;
    std::unique_ptr<front::Front> front_;
    json joined_;

    /// Takes what has come; true at the end. For a socket that does not block.
    static bool hasHungUp(GSocket* socket, std::string& answer)
    {
        char buffer[65536];
        GErrorOut error;
        const auto count = g_socket_receive(socket, buffer, sizeof buffer, nullptr, error);
        if (count > 0)
            answer.append(buffer, std::size_t(count));
        return count == 0 || (count < 0 && !error.is(G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK));
    }
};

} // namespace confab::test
