// SPDX-License-Identifier: Apache-2.0
#include "front/front.hpp"
#include "front/startup/admin_secret.hpp"
#include "front/startup/file_limit_check.hpp"
#include "front/startup/machine_check.hpp"
#include "front/startup/runtime_path_check.hpp"
#include "front/startup/storage_check.hpp"
#include "support/temp_folder.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>

namespace confab::front {
namespace {

using testing::AllOf;
using testing::HasSubstr;

std::string refusalOf(const std::function<void(config::Config&)>& change)
{
    FrontOptions options;
    change(options.config);
    const auto status = Front::check(options);
    return status ? "" : status.error().message;
}

TEST(ServeCheck, TheDefaultsAreRight)
{
    EXPECT_EQ(refusalOf([](auto&) {}), "");
}

TEST(ServeCheck, WhatServeRefusesIsRefused)
{
    EXPECT_THAT(refusalOf([](auto& c) { c.layout.name = "nope"; }), HasSubstr("nope"));
    EXPECT_THAT(refusalOf([](auto& c) { c.rooms["stage"].layout.name = "nope"; }),
                HasSubstr("nope"));
    EXPECT_THAT(refusalOf([](auto& c) { c.layout.folder = "/no/such"; }), HasSubstr("/no/such"));
    EXPECT_THAT(refusalOf([](auto& c) { c.layout.background = "/no/such.png"; }),
                HasSubstr("/no/such.png"));
    EXPECT_THAT(refusalOf([](auto& c) { c.server.listen = "nonsense"; }), HasSubstr("nonsense"));
    EXPECT_THAT(refusalOf([](auto& c) { c.server.listen = "127.0.0.1:99999"; }),
                HasSubstr("99999"));
    EXPECT_THAT(refusalOf([](auto& c) { c.server.tlsCert = "cert.pem"; }),
                HasSubstr("--tls-key is missing (in the configuration server.tls_key)"));
    EXPECT_THAT(refusalOf([](auto& c) { c.rooms["a b"]; }),
                AllOf(HasSubstr("[rooms.\"a b\"]"), HasSubstr("1 to 64")));
    EXPECT_THAT(refusalOf([](auto& c) { c.server.pipelines = "/no/such"; }), HasSubstr("/no/such"));
}

TEST(FileLimitCheck, ACallWantsSomeFiles)
{
    EXPECT_EQ(*checkFileLimit(1024, 25, 1), "");
    EXPECT_THAT(*checkFileLimit(64, 25, 1),
                AllOf(HasSubstr("takes 32 connections, 8 of one address"),
                      HasSubstr("a full room of 25"), HasSubstr("ulimit -n 650")));
    EXPECT_THAT(*checkFileLimit(1024, 25, 32), HasSubstr("ulimit -n 2200"));
    const auto tooFew = checkFileLimit(32, 25, 1);
    ASSERT_FALSE(tooFew);
    EXPECT_THAT(tooFew.error().message, AllOf(HasSubstr("32 files"), HasSubstr("LimitNOFILE")));
}

TEST(ServeCheck, AWordThatTheSandboxDoesNotKnowIsRefused)
{
    for (const char* word : {"yes", "OFF", "0"}) {
        setenv("CONFAB_SANDBOX", word, 1);
        EXPECT_THAT(refusalOf([](auto&) {}), HasSubstr("CONFAB_SANDBOX=" + std::string(word)));
    }
    for (const char* word : {"on", "off", ""}) {
        setenv("CONFAB_SANDBOX", word, 1);
        EXPECT_EQ(refusalOf([](auto&) {}), "") << word;
    }
    unsetenv("CONFAB_SANDBOX");
}

TEST(AdminSecretCheck, AnEmptyOneIsSaidToBeNone)
{
    std::string secret = "that of the configuration";
    setenv("CONFAB_ADMIN_SECRET", "", 1);
    EXPECT_THAT(checkAdminSecret(), HasSubstr("CONFAB_ADMIN_SECRET is empty"));
    EXPECT_TRUE(takeAdminSecret(secret));
    EXPECT_EQ(secret, "that of the configuration");
    setenv("CONFAB_ADMIN_SECRET", "short", 1);
    EXPECT_EQ(checkAdminSecret(), "");
    EXPECT_THAT(takeAdminSecret(secret).error().message, HasSubstr("16 to 256"));
    EXPECT_EQ(getenv("CONFAB_ADMIN_SECRET"), nullptr) << "no room has it";
    EXPECT_EQ(checkAdminSecret(), "");
}

TEST(MachineCheck, ACallWantsSomeThreads)
{
    EXPECT_EQ(checkThreads({}, 100), "");
    EXPECT_EQ(checkThreads({.threads = 540}, 25), "");
    EXPECT_THAT(checkThreads({.threads = 240}, 25),
                AllOf(HasSubstr("a room of about 10"), HasSubstr("TasksMax=540")));
    EXPECT_THAT(checkThreads({.threads = 30}, 25),
                AllOf(HasSubstr("30 threads"), HasSubstr("of about 0"), HasSubstr("ulimit -u")));
}

TEST(MachineCheck, AClockBeforeTheProgramIsWrong)
{
    using namespace std::chrono_literals;
    const MachineFacts::Time made{1'700'000'000s};
    EXPECT_EQ(checkClock({.now = made + 1h, .made = made}), "");
    EXPECT_EQ(checkClock({.now = made - 14h, .made = made}), "") << "made in another zone";
    EXPECT_THAT(checkClock({.now = MachineFacts::Time{}, .made = made}),
                AllOf(HasSubstr("1970-01-01"), HasSubstr("timedatectl")));
    EXPECT_GT(machineFacts().made, made) << "of this program";
}

TEST(StorageCheck, RecordingsCannotBeWrittenEverywhere)
{
    const test::TempFolder folder;
    EXPECT_TRUE(checkRecordingsFolder(folder / "not/yet/there"));
    EXPECT_FALSE(std::filesystem::exists(folder / "not")) << "it only looks";
    std::ofstream(folder / "file") << "x";
    for (const auto& path : {folder / "file", folder / "file/below"}) {
        const auto status = checkRecordingsFolder(path);
        ASSERT_FALSE(status) << path;
        EXPECT_THAT(status.error().message,
                    AllOf(HasSubstr(path.string()), HasSubstr("--recordings")));
    }
}

TEST(StorageCheck, ADiskThatIsNearlyFullIsSaid)
{
    config::Config config; // 100 MB are kept, and 3 Mbit/s are 22 MB in a minute
    constexpr std::uintmax_t kMb = 1024 * 1024;
    EXPECT_EQ(checkSpace(100'000 * kMb, config), "");
    EXPECT_EQ(checkSpace(UINTMAX_MAX, config), "");
    EXPECT_THAT(checkSpace(320 * kMb, config), HasSubstr("stop after 10 minutes"));
    EXPECT_THAT(checkSpace(100 * kMb, config),
                AllOf(HasSubstr("no recording can begin"), HasSubstr("recording.reserve_mb")));
    EXPECT_LT(spaceFor("/no/such/folder"), UINTMAX_MAX) << "that of the nearest that is there";
}

TEST(RuntimePathCheck, ALongPathLeavesLessForTheNamesOfRooms)
{
    EXPECT_EQ(*checkRuntimePath("/run/user/1000/confab-8080"), "");
    EXPECT_EQ(longestRoomNameIn(std::string(37, 'x')), 64);
    EXPECT_EQ(*checkRuntimePath(std::string(37, 'x')), "");
    EXPECT_THAT(*checkRuntimePath(std::string(40, 'x')),
                AllOf(HasSubstr("more than 61 characters"), HasSubstr("with 3 characters less")));
    const auto tooLong = checkRuntimePath(std::string(95, 'x'));
    ASSERT_FALSE(tooLong);
    EXPECT_THAT(tooLong.error().message, HasSubstr("give a --runtime with 58 characters less"));
}

} // namespace
} // namespace confab::front
