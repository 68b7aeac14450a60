// SPDX-License-Identifier: Apache-2.0
#include "sandbox/sandbox.hpp"

#include "sandbox/landlock.hpp"
#include "support/confined.hpp"
#include "support/temp_folder.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <linux/netlink.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include <filesystem>
#include <fstream>
#include <future>
#include <sstream>
#include <thread>

namespace confab::sandbox {
namespace {

using test::confined;
using test::inAProcess;
using test::outcome;
using testing::HasSubstr;

std::string textOf(const std::string& file)
{
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
}

std::string opening(const std::string& path, int access = O_RDONLY)
{
    return outcome(open(path.c_str(), access, 0600));
}

std::string socketOf(int family, int type, int protocol = 0)
{
    return outcome(socket(family, type, protocol));
}

class SandboxTest : public ::testing::Test {
protected:
    SandboxTest()
    {
        for (const char* name : {"read", "change", "other"}) {
            std::filesystem::create_directory(folder_ / name);
            std::ofstream(folder_ / name / "file") << name;
        }
        needs_.readable = {folder_ / "read"};
        needs_.changeable = {folder_ / "change"};
    }
    static bool hasLandlock() { return landlockVersion() > 0; }
    std::string file(const char* folder, const char* name = "file") const
    {
        return folder_ / folder / name;
    }

    test::TempFolder folder_;
    Needs needs_;
};

TEST_F(SandboxTest, RightsAndCoreDumpsAreGone)
{
    const auto status = confined(needs_, [] {
        rlimit core{};
        getrlimit(RLIMIT_CORE, &core);
        return textOf("/proc/self/status") + "core " + std::to_string(core.rlim_max);
    });
    for (const char* none : {"CapInh", "CapPrm", "CapEff", "CapAmb"})
        EXPECT_THAT(status, HasSubstr(std::string(none) + ":\t0000000000000000"));
    EXPECT_THAT(status, HasSubstr("NoNewPrivs:\t1"));
    EXPECT_THAT(status, HasSubstr("core 0"));
    if (filtersSystemCalls()) {
        EXPECT_THAT(status, HasSubstr("Seccomp:\t2"));
    }
}

TEST_F(SandboxTest, ThreadsOfLaterAreConfinedToo)
{
    needs_.readable.push_back("/proc");
    const auto status = confined(needs_, [&] {
        std::string text;
        std::thread([&] {
            text = textOf("/proc/thread-self/status") + opening(file("other"));
        }).join();
        return text;
    });
    EXPECT_THAT(status, HasSubstr("NoNewPrivs:\t1"));
    EXPECT_THAT(status, HasSubstr("CapEff:\t0000000000000000"));
    if (filtersSystemCalls()) {
        EXPECT_THAT(status, HasSubstr("Seccomp:\t2"));
    }
    if (hasLandlock()) {
        EXPECT_THAT(status, HasSubstr("EACCES"));
    }
}

TEST_F(SandboxTest, NothingIsExecuted)
{
    const auto said = confined(needs_, [] {
        char* const arguments[] = {const_cast<char*>("true"), nullptr};
        return outcome(execv("/bin/true", arguments)) + " "
            + (filtersSystemCalls() ? outcome(fork()) + " " + outcome(syscall(SYS_vfork))
                                    : "EPERM EPERM");
    });
    EXPECT_THAT(said, testing::AnyOf("EPERM EPERM EPERM", "EACCES EPERM EPERM"));
}

TEST_F(SandboxTest, FilesAreThoseThatAreNeeded)
{
    if (!hasLandlock())
        GTEST_SKIP() << "the kernel has no Landlock";
    EXPECT_EQ(confined(needs_, [&] { return opening(file("read")); }), "ok");
    EXPECT_EQ(confined(needs_, [&] { return opening(file("read"), O_RDWR); }), "EACCES");
    EXPECT_EQ(confined(needs_, [&] { return opening(file("read", "new"), O_CREAT | O_RDWR); }),
              "EACCES");
    EXPECT_EQ(confined(needs_, [&] { return opening(file("other")); }), "EACCES");
    EXPECT_EQ(confined(needs_, [&] { return opening("/etc/shadow"); }), "EACCES");
    EXPECT_EQ(confined(needs_, [&] { return opening(file("change") + "/../../other/file"); }),
              "ENOTDIR");
    EXPECT_EQ(confined(needs_, [&] { return opening(folder_ / "change/../other/file"); }),
              "EACCES");
    EXPECT_EQ(confined(needs_, [&] { return outcome(unlink(file("other").c_str())); }), "EACCES");
    EXPECT_EQ(confined(needs_, [] { return opening("/dev/null", O_RDWR); }), "ok");
}

TEST_F(SandboxTest, FilesOfTheChangeableFolderComeAndGo)
{
    const auto said = confined(needs_, [&] {
        const auto hidden = file("change", ".new.tmp"), named = file("change", "new");
        const auto sub = file("change", "sub");
        std::string text;
        for (const auto& step : {opening(hidden, O_CREAT | O_EXCL | O_RDWR),
                                 outcome(rename(hidden.c_str(), named.c_str())),
                                 opening(named, O_RDWR | O_TRUNC), outcome(unlink(named.c_str())),
                                 outcome(mkdir(sub.c_str(), 0700)), outcome(rmdir(sub.c_str()))})
            text += step + " ";
        return text;
    });
    EXPECT_EQ(said, "ok ok ok ok ok ok ");
}

TEST_F(SandboxTest, OtherProcessesAreOutOfReach)
{
    const pid_t test = getpid();
    EXPECT_EQ(
        confined(needs_, [=] { return outcome(ptrace(PTRACE_ATTACH, test, nullptr, nullptr)); }),
        "EPERM");
    if (hasLandlock()) {
        EXPECT_EQ(
            confined(needs_, [=] { return opening("/proc/" + std::to_string(test) + "/environ"); }),
            "EACCES");
    }
    if (filtersSystemCalls()) {
        EXPECT_EQ(confined(needs_, [=] { return outcome(kill(test, 0)); }), "EPERM");
    }
}

TEST_F(SandboxTest, SocketsAreThoseOfMedia)
{
    if (!filtersSystemCalls())
        GTEST_SKIP();
    needs_.network = Network::UdpAndTcp;
    EXPECT_EQ(confined(needs_,
                       [] {
                           return socketOf(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC) + " "
                               + socketOf(AF_INET6, SOCK_STREAM) + " "
                               + socketOf(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
                       }),
              "ok ok ok");
    EXPECT_EQ(confined(needs_,
                       [] {
                           return socketOf(AF_UNIX, SOCK_STREAM) + " " + socketOf(AF_INET, SOCK_RAW)
                               + " " + socketOf(AF_PACKET, SOCK_RAW) + " "
                               + socketOf(AF_VSOCK, SOCK_STREAM) + " "
                               + socketOf(AF_NETLINK, SOCK_RAW, NETLINK_NETFILTER);
                       }),
              "EPERM EPERM EPERM EPERM EPERM");
    needs_.network = Network::Udp;
    EXPECT_EQ(confined(needs_,
                       [] {
                           return socketOf(AF_INET, SOCK_DGRAM) + " "
                               + socketOf(AF_INET, SOCK_STREAM) + " "
                               + socketOf(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC);
                       }),
              "ok EPERM EPERM");
    needs_.network = Network::None;
    EXPECT_EQ(confined(needs_, [] { return socketOf(AF_INET, SOCK_DGRAM); }), "EPERM");
}

TEST_F(SandboxTest, DoorsOfTheKernelAreShutAndKillNobody)
{
    if (!filtersSystemCalls())
        GTEST_SKIP();
    for (const long number : {SYS_mount,
                              SYS_umount2,
                              SYS_unshare,
                              SYS_setns,
                              SYS_bpf,
                              SYS_keyctl,
                              SYS_add_key,
                              SYS_init_module,
                              SYS_finit_module,
                              SYS_perf_event_open,
                              SYS_userfaultfd,
                              SYS_io_uring_setup,
                              SYS_pidfd_open,
                              SYS_process_vm_readv,
                              SYS_chroot,
                              SYS_pivot_root,
                              SYS_personality,
                              SYS_setuid,
                              SYS_open_by_handle_at,
                              SYS_memfd_create,
                              SYS_execveat})
        EXPECT_EQ(confined(needs_, [=] { return outcome(syscall(number, 0, 0, 0, 0, 0, 0)); }),
                  "EPERM")
            << number;
    EXPECT_EQ(
        confined(needs_, [] { return outcome(syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, 0)); }),
        "EPERM");
    EXPECT_EQ(confined(needs_, [] { return outcome(prctl(PR_SET_DUMPABLE, 1)); }), "EPERM");
    EXPECT_EQ(confined(needs_, [] { return outcome(ioctl(0, TIOCSTI, "x")); }), "EPERM");
}

TEST_F(SandboxTest, AddressesHaveALimit)
{
    if (!filtersSystemCalls())
        GTEST_SKIP() << "ASan takes 20 TB of them";
    needs_.addressSpace = std::uint64_t(4) << 30;
    EXPECT_EQ(confined(needs_,
                       [] {
                           const std::unique_ptr<void, decltype(&std::free)> few(
                               std::malloc(1 << 20), &std::free);
                           const std::unique_ptr<void, decltype(&std::free)> many(
                               std::malloc(std::size_t(5) << 30), &std::free);
                           return std::string(few ? "1 MB" : "") + (many ? ", 5 GB" : "");
                       }),
              "1 MB");
}

TEST_F(SandboxTest, KernelWithoutLandlockConfinesTheRest)
{
    const auto said = inAProcess([&]() -> std::string {
        const auto filter = seccomp_init(SCMP_ACT_ALLOW);
        seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(landlock_create_ruleset), 0);
        if (seccomp_load(filter) != 0)
            return "no filter";
        const auto strength = enter(needs_);
        if (!strength || *strength != Strength::WithoutLandlock)
            return "not so";
        return opening(file("other")) + " "
            + (filtersSystemCalls() ? outcome(syscall(SYS_execve, "/bin/true", nullptr, nullptr))
                                    : "EPERM");
    });
    EXPECT_EQ(said, "ok EPERM");
    EXPECT_EQ(warningOf(Strength::WithoutLandlock), "");
}

TEST_F(SandboxTest, EachVersionOfLandlockIsUsedAsFarAsItGoes)
{
    for (int version = 0; version <= landlockVersion(); ++version)
        EXPECT_EQ(inAProcess([&]() -> std::string {
                      prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
                      const Files files{.readable = {folder_ / "read", "/not/there"},
                                        .writable = {},
                                        .changeable = {folder_ / "change"}};
                      const auto restricted = restrictFiles(files, version);
                      if (!restricted)
                          return restricted.error().message;
                      return opening(file("read")) + " " + opening(file("change"), O_RDWR) + " "
                          + opening(file("other"));
                  }),
                  version == 0 ? "ok ok ok" : "ok ok EACCES")
            << version;
}

TEST_F(SandboxTest, SecondThreadIsAnErrorThatSaysHowToGoOn)
{
    const auto said = inAProcess([&] {
        std::promise<void> over;
        std::thread other([&] { over.get_future().wait(); });
        const auto strength = enter(needs_);
        over.set_value();
        other.join();
        return strength ? "entered" : strength.error().message;
    });
    EXPECT_THAT(said, HasSubstr("CONFAB_SANDBOX=off"));
}

TEST_F(SandboxTest, CanBeSwitchedOff)
{
    const auto said = inAProcess([&]() -> std::string {
        setenv("CONFAB_SANDBOX", "off", 1);
        const auto strength = enter(needs_);
        return strength ? opening(file("other")) + " " + warningOf(*strength) : "not so";
    });
    EXPECT_THAT(said, testing::StartsWith("ok CONFAB_SANDBOX=off"));
}

} // namespace
} // namespace confab::sandbox
