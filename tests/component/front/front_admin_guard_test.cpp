// SPDX-License-Identifier: Apache-2.0
#include "support/front_fixture.hpp"

#include <gmock/gmock.h>

namespace confab::front {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

constexpr const char* kSecret = "0123456789abcdef";
constexpr const char* kRooms = "/api/v1/rooms";

/// Who may administer.
class FrontAdminGuardTest : public test::FrontFixture {
protected:
    void startWithSecret(bool behindProxy = false)
    {
        options_.config.server.adminSecret = kSecret;
        options_.behindProxy = behindProxy;
        start();
    }
    static std::string bearer(const std::string& secret)
    {
        return "Authorization: Bearer " + secret + "\r\n";
    }
    std::string verdict(const std::string& headers = {}, const std::string& path = kRooms)
    {
        const auto answer = get(path, headers);
        const auto problem = jsonOf(answer);
        const auto code = problem.is_object() ? problem.value("code", "") : "";
        return std::to_string(statusOf(answer)) + (code.empty() ? "" : " " + code);
    }
};

TEST_F(FrontAdminGuardTest, OwnMachineNeedsNoSecretWhileNobodyElseCanReachTheServer)
{
    start();
    EXPECT_EQ(verdict(), "200");
    EXPECT_EQ(verdict("Sec-Fetch-Site: same-origin\r\nOrigin: " + url() + "\r\n"), "200");
}

TEST_F(FrontAdminGuardTest, WhateverAProxyForwardsIsNotOfThisMachine)
{
    start();
    for (const char* header : {"X-Forwarded-For: 127.0.0.1\r\n", "Forwarded: for=127.0.0.1\r\n",
                               "X-Forwarded-Host: a.example\r\n", "X-Forwarded-Proto: https\r\n",
                               "X-Real-IP: ::1\r\n", "Via: 1.1 proxy\r\n"})
        EXPECT_EQ(verdict(header), "403 admin.closed") << header;
    EXPECT_THAT(get(kRooms, "Via: 1.1 proxy\r\n"),
                AllOf(HasSubstr("server.admin_secret"), HasSubstr("CONFAB_ADMIN_SECRET")));
}

TEST_F(FrontAdminGuardTest, NameThatOthersHavePointedAtUsIsNotOurs)
{
    start();
    const auto asked = [&](const std::string& name) {
        return statusOf(exchange("GET " + std::string(kRooms) + " HTTP/1.1\r\nHost: " + name
                                 + "\r\nConnection: close\r\n\r\n"));
    };
    EXPECT_EQ(asked("localhost:8080"), 200);
    EXPECT_EQ(asked("[::1]:8080"), 200);
    EXPECT_EQ(asked("[::1]"), 200);
    EXPECT_EQ(asked("rebound.example:8080"), 403);
    EXPECT_EQ(asked("127.0.0.1.example"), 403);
}

TEST_F(FrontAdminGuardTest, ServerBehindAProxyIsClosedWithoutASecret)
{
    options_.behindProxy = true;
    start();
    EXPECT_EQ(verdict(), "403 admin.closed");
}

TEST_F(FrontAdminGuardTest, SecretOpensAndNothingElse)
{
    startWithSecret();
    EXPECT_EQ(verdict(), "401 admin.secret");
    EXPECT_THAT(get(kRooms), HasSubstr("WWW-Authenticate: Bearer"));
    EXPECT_EQ(verdict(bearer(kSecret)), "200");
    EXPECT_EQ(verdict(bearer(std::string(kSecret) + "0")), "401 admin.secret");
    EXPECT_EQ(verdict("Authorization: Basic 0123456789abcdef\r\n"), "401 admin.secret");
    EXPECT_EQ(verdict(bearer("")), "401 admin.secret");
}

TEST_F(FrontAdminGuardTest, EveryAddressOfTheAdminAsks)
{
    startWithSecret();
    for (const auto& [method, path] : std::initializer_list<std::pair<const char*, const char*>>{
             {"GET", "/api/v1/rooms"},
             {"GET", "/api/v1/rooms/demo"},
             {"PATCH", "/api/v1/rooms/demo"},
             {"DELETE", "/api/v1/rooms/demo"},
             {"GET", "/api/v1/rooms/demo/layout"},
             {"PUT", "/api/v1/rooms/demo/layout"},
             {"PATCH", "/api/v1/rooms/demo/participants/p1"},
             {"DELETE", "/api/v1/rooms/demo/participants/p1"},
             {"GET", "/api/v1/rooms/demo/snapshot.jpg"}})
        EXPECT_EQ(statusOf(send(method, path)), 401) << method << " " << path;
    EXPECT_EQ(statusOf(get("/api/v1/rooms/demo/lobby")), 200);
}

TEST_F(FrontAdminGuardTest, GuesserIsNotListenedToForAWhile)
{
    startWithSecret();
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(verdict(bearer("fedcba9876543210")), "401 admin.secret");
    EXPECT_EQ(verdict(bearer("fedcba9876543210")), "429 admin.guesses");
    EXPECT_THAT(get(kRooms, bearer("fedcba9876543210")),
                AllOf(StartsWith("HTTP/1.1 429 Too Many Requests\r\n"), HasSubstr("Retry-After: "),
                      HasSubstr("\"title\":\"Too Many Requests\"")));
}

TEST_F(FrontAdminGuardTest, NobodysGuessesShutTheOperatorOut)
{
    startWithSecret(); // a proxy that says nothing of its clients looks like this, too
    for (int i = 0; i < 20; ++i)
        verdict(bearer("fedcba9876543210"));
    EXPECT_EQ(verdict(bearer(kSecret)), "200");
}

TEST_F(FrontAdminGuardTest, GuesserBehindTheProxyIsToldApartFromTheOthers)
{
    startWithSecret(true);
    const auto guess = [&](const char* addresses) {
        return verdict(bearer("fedcba9876543210") + "X-Forwarded-For: " + addresses + "\r\n");
    };
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(guess("192.0.2.9, 192.0.2.1"), "401 admin.secret");
    EXPECT_EQ(guess("192.0.2.7,192.0.2.1"), "429 admin.guesses");
    EXPECT_EQ(guess("192.0.2.1, 192.0.2.9"), "401 admin.secret");
}

TEST_F(FrontAdminGuardTest, PagesFromElsewhereSeeNothing)
{
    startWithSecret();
    EXPECT_EQ(verdict("Sec-Fetch-Site: cross-site\r\n" + bearer(kSecret)), "403 origin.refused");
    EXPECT_EQ(verdict("Sec-Fetch-Site: same-site\r\n" + bearer(kSecret)), "403 origin.refused");
    EXPECT_THAT(get(kRooms, bearer(kSecret)),
                HasSubstr("Cross-Origin-Resource-Policy: same-origin"));
    EXPECT_THAT(send("DELETE", "/api/v1/rooms/demo", nullptr,
                     "Origin: http://evil.example\r\n" + bearer(kSecret)),
                AllOf(StartsWith("HTTP/1.1 403 "), HasSubstr("origin.refused")));
}

} // namespace
} // namespace confab::front
