// SPDX-License-Identifier: Apache-2.0
#include "base/file_name.hpp"
#include "base/glib/loopback.hpp"
#include "base/secrets.hpp"
#include "front/access/guess_limit.hpp"
#include "front/api/process_usage.hpp"
#include "front/http/origin.hpp"
#include "front/net/flow/frame_meter.hpp"
#include "front/net/listen_address.hpp"
#include "front/rooms/death_budget.hpp"

#include "support/ws_frame.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace confab::front {
namespace {

using namespace std::chrono_literals;
using test::wsFrame;

TEST(OriginTest, SameHostAndPortMayConnect)
{
    EXPECT_TRUE(isOriginAllowed(nullptr, "localhost:8080", {}));
    EXPECT_TRUE(isOriginAllowed("http://localhost:8080", "localhost:8080", {}));
    EXPECT_TRUE(isOriginAllowed("http://LOCALHOST:8080", "localhost:8080", {}));
    EXPECT_TRUE(isOriginAllowed("http://[::1]:8080", "[::1]:8080", {}));
}

TEST(OriginTest, DefaultPortMayBeLeftOut)
{
    EXPECT_TRUE(isOriginAllowed("https://call.example", "call.example", {}));
    EXPECT_TRUE(isOriginAllowed("https://call.example", "call.example:443", {}));
    EXPECT_TRUE(isOriginAllowed("http://call.example:80", "call.example", {}));
    EXPECT_FALSE(isOriginAllowed("http://call.example", "call.example:443", {}));
}

TEST(OriginTest, OthersMayNot)
{
    for (const char* origin :
         {"http://evil.example", "http://localhost:8081", "http://localhost", "null", "",
          "file://localhost:8080", "http://localhost:8080.evil.example", "localhost:8080",
          "http://localhost:8080@evil.example", "http://x@localhost:8080", "http://"})
        EXPECT_FALSE(isOriginAllowed(origin, "localhost:8080", {})) << origin;
    EXPECT_FALSE(isOriginAllowed("http://localhost:8080", nullptr, {}));
}

TEST(OriginTest, ConfiguredOnesMay)
{
    const std::vector<std::string> allowed{"https://app.example"};
    EXPECT_TRUE(isOriginAllowed("https://app.example", "localhost:8080", allowed));
    EXPECT_FALSE(isOriginAllowed("http://app.example", "localhost:8080", allowed));
}

TEST(ListenAddressTest, NumericAddressesAreRead)
{
    const auto v4 = parseListenAddress("127.0.0.1:8080");
    ASSERT_TRUE(v4);
    EXPECT_EQ(v4->authority(), "127.0.0.1:8080");
    EXPECT_TRUE(v4->loopback);
    const auto v6 = parseListenAddress("[::1]:0");
    ASSERT_TRUE(v6);
    EXPECT_EQ(v6->authority(), "[::1]:0");
    EXPECT_TRUE(v6->loopback);
    EXPECT_FALSE(parseListenAddress("0.0.0.0:80")->loopback);
    EXPECT_FALSE(parseListenAddress("[::]:80")->loopback);
    EXPECT_EQ(parseListenAddress("localhost:1")->host, "127.0.0.1");
}

TEST(ListenAddressTest, AnythingElseIsRefused)
{
    for (const char* text : {"", "8080", ":8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536",
                             "127.0.0.1:-1", "127.0.0.1:80x", "::1:80", "[::1]", "host.example:80",
                             "300.0.0.1:80", "[127.0.0.1:80", " 127.0.0.1:80"})
        EXPECT_FALSE(parseListenAddress(text)) << text;
}

TEST(LoopbackTest, ThisMachineHasTheseNames)
{
    for (const char* host : {"localhost", "LocalHost:8080", "127.0.0.1", "127.0.0.1:8080",
                             "127.200.3.4:1", "[::1]", "[::1]:8080"})
        EXPECT_TRUE(isLoopbackHost(host)) << host;
}

TEST(LoopbackTest, NamesThatOthersCanPointAtUsAreNotAmongThem)
{
    for (const char* host :
         {"", ":8080", "localhost.", "localhost.example", "127.0.0.1.example", "127.example",
          "127.1", "0.0.0.0", "[::]", "::1", "[::1", "10.0.0.1", "128.0.0.1", "[fe80::1]",
          "[::ffff:127.0.0.1]", "example.org:127", "2130706433"})
        EXPECT_FALSE(isLoopbackHost(host)) << host;
}

TEST(FileNameTest, OnlyPlainOnesPass)
{
    for (const char* name : {"demo-2024-01-02T03.04.05Z.mkv", "a", "A_b.c-d.mkv", "-.mkv"})
        EXPECT_TRUE(isPlainFileName(name)) << name;
    for (const char* name : {"", ".", "..", ".a", "a/b", "a b", "a\\b", "a%2f", "\xc3\xa4", "a\n"})
        EXPECT_FALSE(isPlainFileName(name)) << name;
    EXPECT_FALSE(isPlainFileName(std::string("a\0b", 3)));
    EXPECT_FALSE(isPlainFileName(std::string(256, 'a')));
}

bool fits(const std::string& bytes, std::size_t step)
{
    FrameMeter meter(1000);
    bool fine = true;
    for (std::size_t at = 0; at < bytes.size(); at += step)
        fine = meter.feed(reinterpret_cast<const unsigned char*>(bytes.data()) + at,
                          std::min(step, bytes.size() - at));
    return fine;
}

TEST(FrameMeterTest, AddsUpTheFragmentsOfAMessage)
{
    for (const std::size_t step : {1u, 2u, 3u, 7u, 100u, 100000u}) {
        EXPECT_TRUE(fits(wsFrame(0x81, 1000) + wsFrame(0x81, 1000), step));
        EXPECT_FALSE(fits(wsFrame(0x81, 1001), step));
        EXPECT_TRUE(fits(wsFrame(0x01, 500) + wsFrame(0x00, 400) + wsFrame(0x80, 100), step));
        EXPECT_FALSE(fits(wsFrame(0x01, 500) + wsFrame(0x00, 400) + wsFrame(0x80, 101), step));
        EXPECT_FALSE(fits(wsFrame(0x81, 70000), step));
    }
}

TEST(FrameMeterTest, ControlFramesBetweenFragmentsDoNotCount)
{
    std::string pongs;
    for (int i = 0; i < 100; ++i)
        pongs += wsFrame(0x8a, 125);
    EXPECT_TRUE(fits(wsFrame(0x01, 600) + pongs + wsFrame(0x80, 400), 64));
    EXPECT_FALSE(fits(wsFrame(0x01, 600) + pongs + wsFrame(0x80, 401), 64));
}

TEST(FrameMeterTest, HugeLengthsDoNotOverflow)
{
    const std::string huge = std::string("\x00\xff", 2) + std::string(8, '\xff') + "mask";
    EXPECT_FALSE(fits(wsFrame(0x01, 10) + huge, 5));
}

TEST(DeathBudgetTest, SixthDeathWithinTheWindowCloses)
{
    DeathBudget budget(60s);
    const DeathBudget::Clock::time_point start(1h);
    for (int i = 0; i < 5; ++i)
        budget.record(start + i * 10s);
    EXPECT_FALSE(budget.isClosed(start + 41s));
    budget.record(start + 50s);
    EXPECT_TRUE(budget.isClosed(start + 109s));
    EXPECT_FALSE(budget.isClosed(start + 110s));
}

TEST(DeathBudgetTest, SlowDeathsAreForgiven)
{
    DeathBudget budget(60s);
    const DeathBudget::Clock::time_point start(1h);
    for (int i = 0; i < 50; ++i) {
        budget.record(start + i * 13s);
        EXPECT_FALSE(budget.isClosed(start + i * 13s));
    }
}

TEST(SecretsTest, AreLongEnoughAndNeverTheSame)
{
    std::set<std::string> seen;
    for (int i = 0; i < 100; ++i)
        seen.insert(randomHex(32));
    EXPECT_EQ(seen.size(), 100u);
    EXPECT_EQ(seen.begin()->size(), 32u);
    EXPECT_EQ(seen.begin()->find_first_not_of("0123456789abcdef"), std::string::npos);
}

TEST(SecretsTest, OnlyTheSameOneIsTheSame)
{
    EXPECT_TRUE(isSameSecret("0123456789abcdef", "0123456789abcdef"));
    for (const char* other : {"", "0123456789abcde", "0123456789abcdeg", "0123456789abcdef0"})
        EXPECT_FALSE(isSameSecret(other, "0123456789abcdef")) << other;
}

TEST(GuessLimitTest, FiveWrongOnesInAMinuteAreEnough)
{
    GuessLimit limit;
    const GuessLimit::Clock::time_point start(1h);
    for (int i = 0; i < 5; ++i) {
        EXPECT_EQ(limit.waitOf("a", start + i * 1s), 0s);
        limit.recordWrong("a", start + i * 1s);
    }
    EXPECT_EQ(limit.waitOf("a", start + 10s), 50s);
    EXPECT_EQ(limit.waitOf("b", start + 10s), 0s);
    EXPECT_EQ(limit.waitOf("a", start + 60s), 0s);
    limit.recordWrong("a", start + 60s);
    EXPECT_EQ(limit.waitOf("a", start + 60s), 0s);
}

TEST(GuessLimitTest, ManyWhoGuessTogetherAreTooMuchAndForgotten)
{
    GuessLimit limit;
    const GuessLimit::Clock::time_point start(1h);
    for (int i = 0; i < GuessLimit::kMaxOfAll; ++i) {
        EXPECT_EQ(limit.waitOf(std::to_string(i), start), 0s);
        limit.recordWrong(std::to_string(i), start);
    }
    EXPECT_EQ(limit.waitOf("new", start + 1s), 59s);
    EXPECT_EQ(limit.waitOf("new", start + 60s), 0s);
}

TEST(ProcessUsageTest, ProgramsNameMayHoldAnything)
{
    const std::string stat =
        "42 (a) b (c) S 1 42 42 0 -1 4194304 100 0 0 0 150 50 0 0 20 0 9 0 777 "
        "1000000 256 18446744073709551615 1 1 0";
    const auto usage = parseProcStat(stat, 100, 4096);
    ASSERT_TRUE(usage);
    EXPECT_DOUBLE_EQ(usage->cpuSeconds, 2);
    EXPECT_EQ(usage->born, 777u);
    EXPECT_EQ(usage->rssBytes, 256u * 4096);
    for (const char* text : {"", "42", "42 (a) S 1 2 3", "42 (a) S 1 2 3 4 5 6 7 8 9 10 x y"})
        EXPECT_FALSE(parseProcStat(text, 100, 4096)) << text;
}

TEST(ProcessUsageTest, CoresAreOfTheLastSecondNotOfAllTime)
{
    CoreMeter meter;
    const CoreMeter::Clock::time_point start(1h);
    EXPECT_DOUBLE_EQ(meter.coresOf(7, {1, 5, 0}, 10s, start), 0.5);
    EXPECT_DOUBLE_EQ(meter.coresOf(7, {1, 5.4, 0}, 10s, start + 500ms), 0.5) << "too soon to tell";
    EXPECT_DOUBLE_EQ(meter.coresOf(7, {1, 7, 0}, 11s, start + 1s), 2);
    EXPECT_DOUBLE_EQ(meter.coresOf(7, {2, 1, 0}, 4s, start + 2s), 0.25) << "another of that pid";
    meter.forgetOld(start + 2min);
    EXPECT_DOUBLE_EQ(meter.coresOf(7, {2, 1, 0}, 1s, start + 2min), 1);
}

} // namespace
} // namespace confab::front
