// SPDX-License-Identifier: Apache-2.0
#include "base/gst/gst_ref.hpp"

#include "support/loop_fixture.hpp"
#include "support/temp_folder.hpp"

#include <gio/gio.h>
#include <gmock/gmock.h>
#include <gst/gst.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>

namespace confab::front {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

/// A variable of the environment, for as long as it lives.
class Environment {
public:
    Environment(const char* name, const std::string& value) : name_(name)
    {
        const char* before = g_getenv(name);
        before_ = before ? std::optional<std::string>(before) : std::nullopt;
        g_setenv(name, value.c_str(), TRUE);
    }
    ~Environment()
    {
        if (before_)
            g_setenv(name_, before_->c_str(), TRUE);
        else
            g_unsetenv(name_);
    }
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;

private:
    const char* name_;
    std::optional<std::string> before_;
};

std::string fileOfPlugin(const char* name)
{
    const auto plugin = GRef<GstPlugin>::adopt(gst_registry_find_plugin(gst_registry_get(), name));
    return plugin ? gst_plugin_get_filename(plugin.get()) : "";
}

/// The real program, `confab serve`.
class ServeTest : public test::LoopFixture {
protected:
    struct Run {
        GRef<GSubprocess> process;
        std::string out, err;
        bool over = false;
    };

    std::unique_ptr<Run> serve(const std::vector<std::string>& more)
    {
        std::vector<std::string> arguments{g_getenv("CONFAB_PROGRAM"),
                                           "serve",
                                           "--listen",
                                           "127.0.0.1:0",
                                           "--recordings",
                                           folder_ / "recordings",
                                           "--runtime",
                                           folder_ / "runtime"};
        for (std::size_t i = 0; i + 1 < more.size(); i += 2) { // the last one counts
            const auto known = std::find(arguments.begin(), arguments.end(), more[i]);
            if (known != arguments.end())
                known[1] = more[i + 1];
            else
                arguments.insert(arguments.end(), {more[i], more[i + 1]});
        }
        std::vector<const char*> argv;
        for (const auto& argument : arguments)
            argv.push_back(argument.c_str());
        argv.push_back(nullptr);
        auto run = std::make_unique<Run>();
        run->process = GRef<GSubprocess>::adopt(g_subprocess_newv(
            argv.data(),
            GSubprocessFlags(G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE),
            nullptr));
        return run;
    }
    void finish(Run& run)
    {
        g_subprocess_communicate_utf8_async(
            run.process.get(), nullptr, nullptr,
            [](GObject* process, GAsyncResult* result, gpointer data) {
                auto& r = *static_cast<Run*>(data);
                char *out = nullptr, *err = nullptr;
                g_subprocess_communicate_utf8_finish(G_SUBPROCESS(process), result, &out, &err,
                                                     nullptr);
                const GCharPtr ownedOut(out), ownedErr(err);
                r.out += out ? out : "";
                r.err += err ? err : "";
                r.over = true;
            },
            &run);
        if (!runUntil([&] { return run.over; }, std::chrono::seconds(30)))
            g_subprocess_force_exit(run.process.get());
        EXPECT_TRUE(run.over);
    }
    /// Its one line on stdout.
    void awaitReady(Run& run)
    {
        auto* pipe = g_subprocess_get_stdout_pipe(run.process.get());
        char c = 0;
        while (c != '\n' && g_input_stream_read(pipe, &c, 1, nullptr, nullptr) == 1)
            run.out += c;
    }
    /// The line on stderr of a serve that cannot start.
    std::string failureOf(const std::vector<std::string>& arguments)
    {
        const auto run = serve(arguments);
        finish(*run);
        EXPECT_TRUE(run->over && g_subprocess_get_if_exited(run->process.get()));
        EXPECT_EQ(g_subprocess_get_exit_status(run->process.get()), 1);
        EXPECT_EQ(run->out, "");
        EXPECT_EQ(std::count(run->err.begin(), run->err.end(), '\n'), 1) << run->err;
        return run->err;
    }

    test::TempFolder folder_;
};

TEST_F(ServeTest, EndsWithStatusZeroWhenAsked)
{
    for (const int signal : {SIGTERM, SIGINT}) {
        const auto run = serve({});
        awaitReady(*run);
        EXPECT_THAT(run->out,
                    testing::MatchesRegex("confab: listening on http://127.0.0.1:[0-9]+\n"));
        g_subprocess_send_signal(run->process.get(), signal);
        finish(*run);
        ASSERT_TRUE(g_subprocess_get_if_exited(run->process.get()));
        EXPECT_EQ(g_subprocess_get_exit_status(run->process.get()), 0);
        EXPECT_EQ(std::count(run->out.begin(), run->out.end(), '\n'), 1);
    }
}

TEST_F(ServeTest, LanIsServedByHttpsAndShowsItsCode)
{
    const auto run = serve({"--lan", "--qr", "--state", folder_ / "state"});
    awaitReady(*run);
    EXPECT_THAT(run->out, testing::MatchesRegex("confab: listening on https://127.0.0.1:[0-9]+\n"));
    g_subprocess_send_signal(run->process.get(), SIGTERM);
    finish(*run);
    EXPECT_THAT(run->err, AllOf(HasSubstr("██ ▄▄▄▄▄ █"), HasSubstr("the browser warns once")));
    EXPECT_EQ(std::count(run->out.begin(), run->out.end(), '\n'), 1);
    EXPECT_TRUE(std::filesystem::exists(folder_ / "state/certificate.pem"));
}

TEST_F(ServeTest, CertificateThatCannotBeUsedIsOneLine)
{
    const auto file = (folder_ / "a.pem").string();
    std::ofstream(file) << "nothing";
    EXPECT_THAT(failureOf({"--tls-cert", file}), HasSubstr("--tls-key is missing"));
    EXPECT_THAT(failureOf({"--tls-key", file}), HasSubstr("--tls-cert is missing"));
    EXPECT_THAT(failureOf({"--tls-cert", folder_ / "b.pem", "--tls-key", file}),
                HasSubstr("cannot be read"));
    EXPECT_THAT(failureOf({"--tls-cert", file, "--tls-key", file}), HasSubstr("no certificate"));
}

TEST_F(ServeTest, BusyPortIsOneLine)
{
    const auto first = serve({});
    awaitReady(*first);
    const auto colon = first->out.rfind(':');
    const auto port = first->out.substr(colon + 1, first->out.size() - colon - 2);
    EXPECT_THAT(failureOf({"--listen", "127.0.0.1:" + port, "--runtime", folder_ / "other"}),
                HasSubstr("is in use by another program"));
    EXPECT_THAT(failureOf({}), HasSubstr("is in use by another confab serve"));
    g_subprocess_send_signal(first->process.get(), SIGTERM);
    finish(*first);
}

TEST_F(ServeTest, FolderThatCannotBeMadeIsOneLine)
{
    std::ofstream(folder_ / "file") << "";
    EXPECT_THAT(failureOf({"--recordings", folder_ / "file"}), HasSubstr("--recordings"));
    EXPECT_THAT(failureOf({"--recordings", folder_ / "file" / "x"}), HasSubstr("--recordings"));
    EXPECT_THAT(failureOf({"--recordings", "/proc/x"}), HasSubstr("--recordings"));
    EXPECT_THAT(failureOf({"--runtime", folder_ / "file" / "x"}), HasSubstr("--runtime"));
    EXPECT_THAT(failureOf({"--web", folder_ / "none"}), HasSubstr("the page's folder"));
}

TEST_F(ServeTest, RuntimeFolderThatOthersSeeIsOneLine)
{
    std::filesystem::create_directory(folder_ / "runtime");
    for (const auto others :
         {std::filesystem::perms::group_read, std::filesystem::perms::others_exec}) {
        std::filesystem::permissions(folder_ / "runtime",
                                     std::filesystem::perms::owner_all | others);
        EXPECT_THAT(failureOf({}), HasSubstr("chmod 700"));
    }
}

TEST_F(ServeTest, RootCannotRecordInAnothersFolder)
{
    if (geteuid() != 0)
        GTEST_SKIP() << "needs root";
    constexpr uid_t kNobody = 65534;
    std::filesystem::create_directory(folder_ / "recordings");
    ASSERT_EQ(chown((folder_ / "recordings").c_str(), kNobody, kNobody), 0);
    EXPECT_THAT(failureOf({}), AllOf(HasSubstr("another user"), HasSubstr("--recordings")));
}

TEST_F(ServeTest, RootIsToldWhatToDo)
{
    const auto run = serve({});
    awaitReady(*run);
    g_subprocess_send_signal(run->process.get(), SIGTERM);
    finish(*run);
    EXPECT_EQ(run->err.find("started as root") != std::string::npos, geteuid() == 0) << run->err;
}

TEST_F(ServeTest, BadSettingIsOneLine)
{
    std::ofstream(folder_ / "bad.toml") << "[server]\nlistne = \"x\"\n";
    EXPECT_THAT(failureOf({"--config", folder_ / "bad.toml"}), HasSubstr("listen"));
    EXPECT_THAT(failureOf({"--config", folder_ / "none.toml"}), HasSubstr("none.toml"));
    std::ofstream(folder_ / "layout.toml") << "[layout]\nname = \"gird\"\n";
    EXPECT_THAT(failureOf({"--config", folder_ / "layout.toml"}), HasSubstr("\"grid\""));
    std::ofstream(folder_ / "logo.toml") << "[rooms.a.layout]\nlogo = \"/none.png\"\n";
    EXPECT_THAT(failureOf({"--config", folder_ / "logo.toml"}), HasSubstr("room a: cannot read"));
    EXPECT_THAT(failureOf({"--listen", "nowhere"}), HasSubstr("127.0.0.1:8080"));
    EXPECT_THAT(failureOf({"--listen", "0.0.0.0:0"}),
                AllOf(HasSubstr("--lan"), HasSubstr("--tls-cert"), HasSubstr("--behind-proxy")));
}

TEST_F(ServeTest, SighupWithoutACertificateIsAnsweredWithWords)
{
    const auto run = serve({});
    awaitReady(*run);
    g_subprocess_send_signal(run->process.get(), SIGHUP);
    runUntil([] { return false; }, std::chrono::milliseconds(200));
    g_subprocess_send_signal(run->process.get(), SIGTERM);
    finish(*run);
    ASSERT_TRUE(g_subprocess_get_if_exited(run->process.get()));
    EXPECT_EQ(g_subprocess_get_exit_status(run->process.get()), 0);
    EXPECT_THAT(run->err, HasSubstr("SIGHUP reads the files of a certificate again"));
}

TEST_F(ServeTest, WhoSpeaksForOthersAndIsNoProxyIsSaidOnce)
{
    const auto run = serve({});
    awaitReady(*run);
    const auto client = GRef<GSocketClient>::adopt(g_socket_client_new());
    const std::string host =
        run->out.substr(run->out.find("//") + 2, run->out.size() - run->out.find("//") - 3);
    for (const char* header :
         {"Accept: */*", "X-Forwarded-For: 192.0.2.1", "Forwarded: for=192.0.2.2"}) {
        const auto connection = GRef<GSocketConnection>::adopt(
            g_socket_client_connect_to_host(client.get(), host.c_str(), 80, nullptr, nullptr));
        ASSERT_TRUE(connection);
        const auto request = "GET /healthz HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n"
            + header + "\r\n\r\n";
        g_output_stream_write_all(g_io_stream_get_output_stream(G_IO_STREAM(connection.get())),
                                  request.data(), request.size(), nullptr, nullptr, nullptr);
        char answer[16] = "";
        g_input_stream_read_all(g_io_stream_get_input_stream(G_IO_STREAM(connection.get())), answer,
                                15, nullptr, nullptr, nullptr);
        EXPECT_THAT(answer, StartsWith("HTTP/1.1 200"));
    }
    g_subprocess_send_signal(run->process.get(), SIGTERM);
    finish(*run);
    EXPECT_THAT(run->err, HasSubstr("127.0.0.1 says for whom it asks, and is not believed"));
    EXPECT_EQ(run->err.find("not believed"), run->err.rfind("not believed")) << run->err;
}

TEST_F(ServeTest, TooFewPortsAndForeignAddressesAreSaidAtTheStart)
{
    std::ofstream(folder_ / "ice.toml") << "[ice]\nport_min = 40000\nport_max = 40001\n"
                                           "addresses = [\"192.0.2.77\"]\n";
    const auto run = serve({"--config", folder_ / "ice.toml"});
    awaitReady(*run);
    g_subprocess_send_signal(run->process.get(), SIGTERM);
    finish(*run);
    EXPECT_THAT(run->err,
                AllOf(HasSubstr("there are 2 ports"), HasSubstr("make the range wider"),
                      HasSubstr("192.0.2.77 in ice.addresses is no address")));
}

TEST_F(ServeTest, WhatRoomsLackIsSaidBeforeAnybodyJoins)
{
    std::ofstream(folder_ / "logo.png") << "no PNG at all";
    std::ofstream(folder_ / "logo.toml")
        << "[rooms.a.layout]\nlogo = \"" << (folder_ / "logo.png").string() << "\"\n";
    EXPECT_THAT(failureOf({"--config", folder_ / "logo.toml"}), HasSubstr("is not a PNG image"));
    std::ofstream(folder_ / "fonts.conf")
        << "<?xml version=\"1.0\"?><fontconfig><cachedir>" << (folder_ / "fonts").string()
        << "</cachedir></fontconfig>";
    const Environment fonts("FONTCONFIG_FILE", folder_ / "fonts.conf");
    EXPECT_THAT(failureOf({}), HasSubstr("fonts-dejavu-core"));
}

TEST_F(ServeTest, AMissingPluginIsNamedWithItsPackage)
{
    const auto vpx = std::filesystem::path(fileOfPlugin("vpx"));
    const auto rest = folder_ / "plugins";
    std::filesystem::create_directory(rest);
    for (const auto& file : std::filesystem::directory_iterator(vpx.parent_path()))
        if (file.path() != vpx && file.is_regular_file())
            std::filesystem::create_symlink(file.path(), rest / file.path().filename());
    const Environment path("GST_PLUGIN_SYSTEM_PATH_1_0", rest),
        registry("GST_REGISTRY", rest / "r");
    EXPECT_THAT(failureOf({}), HasSubstr("install gstreamer1.0-plugins-good"));
}

TEST_F(ServeTest, WeakSecretOfTheEnvironmentIsOneLine)
{
    g_setenv("CONFAB_ADMIN_SECRET", "too short", TRUE);
    EXPECT_THAT(failureOf({}), HasSubstr("CONFAB_ADMIN_SECRET must be 16 to 256"));
    g_unsetenv("CONFAB_ADMIN_SECRET");
}

} // namespace
} // namespace confab::front
