// SPDX-License-Identifier: Apache-2.0
#include "base/glib/child_process.hpp"
#include "link/room_key.hpp"
#include "sandbox/sandbox.hpp"

#include "support/confined.hpp"
#include "support/loop_fixture.hpp"
#include "support/temp_folder.hpp"

#include <cairo.h>
#include <gio/gunixsocketaddress.h>
#include <gmock/gmock.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace confab::room_process {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

/// The real program, `confab room`, with a socket.
class ConfinedRoomTest : public test::LoopFixture {
protected:
    /// Its first line, in which it says that it is ready; "" if it ends before.
    std::string start(const std::vector<std::string>& more = {})
    {
        const auto launcher =
            GRef<GSubprocessLauncher>::adopt(g_subprocess_launcher_new(G_SUBPROCESS_FLAGS_NONE));
        std::vector<std::string> command{g_getenv("CONFAB_PROGRAM"),
                                         "room",
                                         "--name",
                                         "demo",
                                         "--socket",
                                         socket_,
                                         "--recordings",
                                         folder_ / "recordings"};
        command.insert(command.end(), more.begin(), more.end());
        GErrorOut error;
        room_ = spawnChild(launcher.get(), command, error);
        return lineFrom(front());
    }
    ~ConfinedRoomTest() override
    {
        g_subprocess_force_exit(room_.get());
        g_subprocess_wait(room_.get(), nullptr, nullptr);
    }

    /// Once it listens.
    GRef<GSocketConnection> connection()
    {
        const auto client = GRef<GSocketClient>::adopt(g_socket_client_new());
        const auto address =
            GRef<GSocketAddress>::adopt(g_unix_socket_address_new(socket_.c_str()));
        GRef<GSocketConnection> connection;
        EXPECT_TRUE(runUntil(
            [&] {
                if (!connection)
                    connection = GRef<GSocketConnection>::adopt(g_socket_client_connect(
                        client.get(), G_SOCKET_CONNECTABLE(address.get()), nullptr, nullptr));
                return bool(connection);
            },
            std::chrono::seconds(30)));
        return connection;
    }
    /// One that says `key` first.
    GRef<GSocketConnection> connectionWith(const std::string& key)
    {
        auto connected = connection();
        const auto line = key + "\n";
        g_output_stream_write_all(g_io_stream_get_output_stream(G_IO_STREAM(connected.get())),
                                  line.data(), line.size(), nullptr, nullptr, nullptr);
        return connected;
    }
    GRef<GSocketConnection> front()
    {
        (void)connection(); // it listens: so the key is there
        return connectionWith(link::findKey(socket_));
    }
    /// "" if it hangs up.
    static std::string lineFrom(const GRef<GSocketConnection>& connection)
    {
        auto* in = g_io_stream_get_input_stream(G_IO_STREAM(connection.get()));
        std::string line;
        for (char c = 0; c != '\n' && g_input_stream_read(in, &c, 1, nullptr, nullptr) == 1;)
            line += c;
        return line;
    }
    /// Without GLib, for a child of the test.
    std::string firstBytes() const
    {
        sockaddr_un address{.sun_family = AF_UNIX, .sun_path = ""};
        socket_.copy(address.sun_path, sizeof address.sun_path - 1);
        const int connected = socket(AF_UNIX, SOCK_STREAM, 0);
        if (connect(connected, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
            return "cannot connect";
        char bytes[64];
        const auto count = read(connected, bytes, sizeof bytes);
        return std::string(bytes, std::size_t(std::max<ssize_t>(count, 0)));
    }
    /// What the kernel says of each of its threads.
    std::vector<std::string> threads() const
    {
        std::vector<std::string> all;
        const auto pid = std::to_string(pidOfChild(room_.get()));
        for (const auto& thread : fs::directory_iterator("/proc/" + pid + "/task"))
            if (std::ifstream file(thread.path() / "status"); file) {
                std::ostringstream text;
                text << file.rdbuf();
                all.push_back(text.str());
            }
        return all;
    }

    test::TempFolder folder_;
    const std::string socket_ = folder_ / "demo.sock";
    GRef<GSubprocess> room_;
};

TEST_F(ConfinedRoomTest, EachOfItsThreadsIsConfined)
{
    EXPECT_THAT(start(), HasSubstr("\"ready\""));
    const auto all = threads();
    EXPECT_GT(all.size(), 5u);
    for (const auto& status : all) {
        EXPECT_THAT(status, HasSubstr("NoNewPrivs:\t1"));
        EXPECT_THAT(status, HasSubstr("CapEff:\t0000000000000000"));
        if (sandbox::filtersSystemCalls()) {
            EXPECT_THAT(status, HasSubstr("Seccomp:\t2"));
        }
    }
}

TEST_F(ConfinedRoomTest, ReadsWhatTheConfigurationNames)
{
    for (const char* name : {"layouts", "pipelines"})
        fs::create_directory(folder_ / name);
    std::ofstream(folder_ / "layouts/own.json")
        << R"({"name": "own", "variants": [{"max": 1, "cells": [{"id": "a", "rect": [0, 0, 1, 1]}]}]})";
    std::ofstream(folder_ / "pipelines/tile.pipeline")
        << "appsrc name=in format=time ! identity drop-allocation=true";
    const std::string picture = folder_ / "logo.png", config = folder_ / "confab.toml";
    auto* image = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 16, 16);
    cairo_surface_write_to_png(image, picture.c_str());
    cairo_surface_destroy(image);
    std::ofstream(config) << "[layout]\nname = \"own\"\nfolder = \""
                          << (folder_ / "layouts").string() << "\"\nlogo = \"" << picture
                          << "\"\nbackground = \"" << picture << "\"\n";
    EXPECT_THAT(start({"--config", config, "--pipelines", folder_ / "pipelines"}),
                HasSubstr("\"ready\""));
}

TEST_F(ConfinedRoomTest, SocketIsForItsUserAlone)
{
    start();
    struct stat info;
    ASSERT_EQ(stat(socket_.c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 077, 0u);
    if (geteuid() != 0)
        GTEST_SKIP() << "only root can be another user";
    constexpr uid_t kNobody = 65534;
    fs::permissions(folder_.path(), fs::perms::all);
    fs::permissions(socket_, fs::perms::all);
    const auto heard = test::inAProcess([&]() -> std::string {
        return setuid(kNobody) == 0 ? "heard " + firstBytes() : "cannot be nobody";
    });
    EXPECT_EQ(heard, "heard ");
    EXPECT_THAT(lineFrom(front()), HasSubstr("\"ready\""));
}

TEST_F(ConfinedRoomTest, FrontIsWhoKnowsTheKey)
{
    start();
    const auto key = link::findKey(socket_);
    EXPECT_EQ(key.size(), 32u);
    struct stat info;
    ASSERT_EQ(stat(link::keyPathOf(socket_).c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 077, 0u);
    EXPECT_EQ(lineFrom(connection()), "") << "who says nothing";
    EXPECT_EQ(lineFrom(connectionWith(key.substr(1))), "");
    EXPECT_EQ(lineFrom(connectionWith("{\"type\":\"end\"}\n" + key)), "") << "one guess";
    EXPECT_THAT(lineFrom(front()), HasSubstr("\"ready\"")) << "a front that was started again";
}

TEST_F(ConfinedRoomTest, ManyWhoSayNothingKeepNoFrontOut)
{
    start();
    std::vector<GRef<GSocketConnection>> silent;
    for (int i = 0; i < 20; ++i)
        silent.push_back(connection());
    EXPECT_THAT(lineFrom(front()), HasSubstr("\"ready\""));
}

} // namespace
} // namespace confab::room_process
