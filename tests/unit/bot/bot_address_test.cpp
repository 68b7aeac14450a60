// SPDX-License-Identifier: Apache-2.0
#include "bot/bot_address.hpp"

#include <gtest/gtest.h>

namespace confab::bot {
namespace {

TEST(BotAddress, IsThatOfAServerOrACallsLink)
{
    const auto expect = [](const char* url, const char* server, const char* room) {
        const auto address = botAddressOf(url);
        EXPECT_EQ(address.server, server) << url;
        EXPECT_EQ(address.room, room) << url;
    };
    expect("http://127.0.0.1:8080", "http://127.0.0.1:8080", "");
    expect("http://127.0.0.1:8080/", "http://127.0.0.1:8080", "");
    expect("http://h/r/demo", "http://h", "demo");
    expect("https://h/meet/r/demo?name=Ann#x", "https://h/meet", "demo");
    expect("https://h/meet/", "https://h/meet", "");
    expect("http://h/r/r", "http://h", "r");
    expect("http://h/r/no%20name", "http://h/r/no%20name", "");
}

} // namespace
} // namespace confab::bot
