// SPDX-License-Identifier: Apache-2.0
#include "front/front.hpp"
#include "front/startup/file_limit_check.hpp"
#include "front/startup/runtime_path_check.hpp"

#include <gmock/gmock.h>

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
    EXPECT_THAT(refusalOf([](auto& c) { c.server.tlsCert = "cert.pem"; }), HasSubstr("--tls-key"));
    EXPECT_THAT(refusalOf([](auto& c) { c.server.pipelines = "/no/such"; }), HasSubstr("/no/such"));
}

TEST(FileLimitCheck, ACallWantsSomeFiles)
{
    EXPECT_EQ(*checkFileLimit(1024, 25, 1), "");
    EXPECT_THAT(*checkFileLimit(64, 25, 1),
                AllOf(HasSubstr("a full room of 25"), HasSubstr("ulimit -n 650")));
    EXPECT_THAT(*checkFileLimit(1024, 25, 32), HasSubstr("ulimit -n 2200"));
    const auto tooFew = checkFileLimit(32, 25, 1);
    ASSERT_FALSE(tooFew);
    EXPECT_THAT(tooFew.error().message, AllOf(HasSubstr("32 files"), HasSubstr("LimitNOFILE")));
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
