// SPDX-License-Identifier: Apache-2.0
#include "base/glib/gobject.hpp"

#include "support/temp_folder.hpp"

#include <gio/gio.h>
#include <gmock/gmock.h>
#include <sys/resource.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace confab::check {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

/// The real program, `confab check`.
class CheckTest : public testing::Test {
protected:
    struct Said {
        int status = -1;
        std::string text; // stdout and stderr
    };

    /// A setting of the process, before it begins.
    using Setup = void (*)(gpointer);

    Said check(const std::vector<std::string>& flags, const char* variable = nullptr,
               const char* value = nullptr, Setup setup = nullptr)
    {
        const auto launcher = GRef<GSubprocessLauncher>::adopt(g_subprocess_launcher_new(
            GSubprocessFlags(G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE)));
        if (variable)
            g_subprocess_launcher_setenv(launcher.get(), variable, value, TRUE);
        if (setup)
            g_subprocess_launcher_set_child_setup(launcher.get(), setup, nullptr, nullptr);
        std::vector<const char*> argv{g_getenv("CONFAB_PROGRAM"), "check"};
        const std::string recordings = folder_ / "recordings";
        if (std::find(flags.begin(), flags.end(), "--recordings") == flags.end())
            argv.insert(argv.end(), {"--recordings", recordings.c_str()});
        for (const auto& flag : flags)
            argv.push_back(flag.c_str());
        argv.push_back(nullptr);
        const auto process = GRef<GSubprocess>::adopt(
            g_subprocess_launcher_spawnv(launcher.get(), argv.data(), nullptr));
        char* out = nullptr;
        g_subprocess_communicate_utf8(process.get(), nullptr, nullptr, &out, nullptr, nullptr);
        const GCharPtr owned(out);
        return {g_subprocess_get_exit_status(process.get()), out ? out : ""};
    }
    std::string file(const char* name, const std::string& text)
    {
        std::ofstream(folder_ / name) << text;
        return folder_ / name;
    }

    test::TempFolder folder_;
};

TEST_F(CheckTest, WhatIsRightIsSaid)
{
    const auto said = check({"--listen", "127.0.0.1:0"});
    EXPECT_EQ(said.status, 0) << said.text;
    EXPECT_THAT(said.text, AllOf(HasSubstr("the configuration is right"), Not(HasSubstr("fault"))));
    EXPECT_FALSE(std::filesystem::exists(folder_ / "recordings")) << "it only looks";
}

TEST_F(CheckTest, APortThatIsTakenIsAFault)
{
    const auto other = GRef<GSocketListener>::adopt(g_socket_listener_new());
    const auto any =
        GRef<GSocketAddress>::adopt(g_inet_socket_address_new_from_string("127.0.0.1", 0));
    GRef<GSocketAddress> taken;
    ASSERT_TRUE(g_socket_listener_add_address(other.get(), any.get(), G_SOCKET_TYPE_STREAM,
                                              G_SOCKET_PROTOCOL_TCP, nullptr, taken.out(),
                                              nullptr));
    const auto port = g_inet_socket_address_get_port(G_INET_SOCKET_ADDRESS(taken.get()));
    const auto said = check({"--listen", "127.0.0.1:" + std::to_string(port)});
    EXPECT_EQ(said.status, 1);
    EXPECT_THAT(
        said.text,
        AllOf(HasSubstr("fault:   127.0.0.1:" + std::to_string(port)), HasSubstr("--listen")));
}

TEST_F(CheckTest, WithoutTlsOthersHaveNoCamera)
{
    const auto said = check({"--listen", "0.0.0.0:0"});
    EXPECT_EQ(said.status, 0) << said.text;
    EXPECT_THAT(said.text,
                AllOf(HasSubstr("warning: 0.0.0.0:0"), HasSubstr("no camera"), HasSubstr("--lan")));
    EXPECT_THAT(check({"--listen", "0.0.0.0:0", "--behind-proxy"}).text,
                Not(HasSubstr("no camera")));
}

TEST_F(CheckTest, WhatCannotWorkIsOneLineAndStatusOne)
{
    const auto isRefused = [&](const Said& said, const char* word) {
        EXPECT_EQ(said.status, 1) << said.text;
        EXPECT_EQ(std::count(said.text.begin(), said.text.end(), '\n'), 1) << said.text;
        EXPECT_THAT(said.text, HasSubstr(word));
    };
    isRefused(check({"--recordings", file("file", "")}), "--recordings");
    isRefused(check({}, "CONFAB_ADMIN_SECRET", "short"), "16 to 256");
    isRefused(check({}, "CONFAB_SANDBOX", "yes"), "CONFAB_SANDBOX=yes");
    isRefused(check({"--config", file("room.toml", "[rooms.\"a b\".layout]\ngap = 2\n")}), "a b");
    isRefused(check({"--config", file("key.toml", "[rooms.a.layout]\ngpa = 2\n")}),
              "rooms.a.layout.gpa");
    isRefused(check({"--config", file("tls.toml", "[server]\ntls_cert = \"a.pem\"\n")}),
              "server.tls_key");
}

TEST_F(CheckTest, WhatIsWeakIsAWarning)
{
    const auto isWarned = [&](const Said& said, const char* word) {
        EXPECT_EQ(said.status, 0) << said.text;
        EXPECT_THAT(said.text, AllOf(HasSubstr("warning:"), HasSubstr(word)));
    };
    const std::string here = "127.0.0.1:0";
    isWarned(check({"--listen", here}, "CONFAB_ADMIN_SECRET", ""), "CONFAB_ADMIN_SECRET is empty");
    isWarned(check({"--listen", here, "--config",
                    file("full.toml", "[recording]\nreserve_mb = 1000000\n")}),
             "no recording can begin");
    isWarned(check({"--listen", here}, nullptr, nullptr,
                   [](gpointer) {
                       const rlimit few{64, 64};
                       setrlimit(RLIMIT_NOFILE, &few);
                   }),
             "takes 32 connections, 8 of one address");
}

} // namespace
} // namespace confab::check
