// SPDX-License-Identifier: Apache-2.0
#include "config/turn_credential.hpp"

#include <gmock/gmock.h>

namespace confab::config {
namespace {

using namespace std::chrono_literals;

const std::chrono::system_clock::time_point kNow{1433852718s};

IceConfig someServers()
{
    return {.servers = {{.urls = {"stun:stun.example.org"}},
                        {.urls = {"turn:a.example.org"}, .username = "u", .credential = "c"},
                        {.urls = {"turn:b.example.org"}, .secret = "north pole"}},
            .turnLifetime = 12h};
}

// printf 1433895918:p7 | openssl dgst -sha1 -hmac "north pole" -binary | base64
TEST(TurnCredential, IsWhatCoturnExpects)
{
    const auto servers = serversFor(someServers(), "p7", kNow);
    ASSERT_EQ(servers.size(), 3u);
    EXPECT_EQ(servers[2].username, "1433895918:p7");
    EXPECT_EQ(servers[2].credential, "L+971AiJO+xBRAP/WDI9bE0g1aM=");
}

TEST(TurnCredential, TheSecretStaysHere)
{
    for (const auto& server : serversFor(someServers(), "p7", kNow))
        EXPECT_EQ(server.secret, "");
}

TEST(TurnCredential, ServersWithoutASecretStayAsTheyAre)
{
    const auto servers = serversFor(someServers(), "p7", kNow);
    EXPECT_EQ(servers[0].username + servers[0].credential, "");
    EXPECT_EQ(servers[1].username + servers[1].credential, "uc");
}

} // namespace
} // namespace confab::config
