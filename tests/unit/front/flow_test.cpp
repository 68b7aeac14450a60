// SPDX-License-Identifier: Apache-2.0
#include "front/net/flow/client_book.hpp"
#include "front/net/flow/outbox.hpp"
#include "front/net/flow/socket_traffic.hpp"

#include "support/ws_frame.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace confab::front {
namespace {

using namespace std::chrono_literals;
using test::wsFrame;

const RateBucket::Clock::time_point kStart(1h);

TEST(RateBucketTest, GivesABurstAndThenItsRate)
{
    RateBucket bucket(10, 20);
    bucket.take(20, kStart);
    EXPECT_EQ(bucket.wait(kStart), 0ms);
    bucket.take(5, kStart);
    EXPECT_EQ(bucket.wait(kStart), 500ms);
    EXPECT_EQ(bucket.wait(kStart + 200ms), 300ms);
    EXPECT_EQ(bucket.wait(kStart + 500ms), 0ms);
    EXPECT_FALSE(bucket.isHalfFull(kStart + 1s));
    EXPECT_TRUE(bucket.isHalfFull(kStart + 1500ms));
    bucket.take(20, kStart + 1h);
    EXPECT_EQ(bucket.wait(kStart + 1h), 0ms) << "never more than the burst";
    bucket.take(1, kStart + 1h);
    EXPECT_GT(bucket.wait(kStart + 1h), 0ms);
}

SharedText textOf(std::size_t size)
{
    return SharedText(std::string(size, 'x'));
}

TEST(OutboxTest, OneReaderMayKeepAMegabyteWaiting)
{
    Outbox outbox(std::make_shared<std::size_t>(0));
    EXPECT_TRUE(outbox.push(textOf(Outbox::kMax / 2)));
    EXPECT_FALSE(outbox.push(textOf(Outbox::kMax / 2)));
    EXPECT_EQ(outbox.pop().size(), Outbox::kMax / 2);
    EXPECT_TRUE(outbox.isEmpty());
    EXPECT_TRUE(outbox.push(textOf(Outbox::kMax / 2)));
}

TEST(OutboxTest, EmptyTextsCostSomethingToo)
{
    Outbox outbox(std::make_shared<std::size_t>(0));
    std::size_t count = 0;
    while (count <= Outbox::kMax && outbox.push(textOf(0)))
        ++count;
    EXPECT_LT(count, Outbox::kMax / 32);
}

TEST(OutboxTest, ManyReadersTogetherStayBelowTheirSum)
{
    const auto all = std::make_shared<std::size_t>(0);
    std::vector<std::unique_ptr<Outbox>> outboxes;
    for (int i = 0; i < 500; ++i) {
        outboxes.push_back(std::make_unique<Outbox>(all));
        while (outboxes.back()->push(textOf(10000)))
            ;
    }
    EXPECT_LE(*all, Outbox::kMaxOfAll + 500 * Outbox::kLeast);
    Outbox another(all);
    EXPECT_TRUE(another.push(textOf(60000)))
        << "what others have waiting keeps nobody from a little";
    another.clear();
    outboxes.clear();
    EXPECT_EQ(*all, 0u);
}

TEST(OutboxTest, FewReadersHaveTheWholeMegabyteEach)
{
    const auto all = std::make_shared<std::size_t>(0);
    std::vector<std::unique_ptr<Outbox>> outboxes;
    for (int i = 0; i < 40; ++i) {
        outboxes.push_back(std::make_unique<Outbox>(all));
        EXPECT_TRUE(outboxes.back()->push(textOf(1000000))) << i;
    }
}

TEST(ClientBookTest, WithFewFilesThereAreFewConnections)
{
    Client client;
    client.connections = 511;
    EXPECT_TRUE(ClientBook(1000000).hasRoomFor(client));
    client.connections = 512;
    EXPECT_FALSE(ClientBook(1000000).hasRoomFor(client));
    client.connections = 128;
    EXPECT_FALSE(ClientBook(1024).hasRoomFor(client));
    client.connections = 7;
    EXPECT_TRUE(ClientBook(64).hasRoomFor(client));
    client.connections = 8;
    EXPECT_FALSE(ClientBook(64).hasRoomFor(client));
}

TEST(ClientBookTest, RatesOutliveTheConnectionsButNotForEver)
{
    ClientBook book(1000000);
    const auto client = book.of("a");
    EXPECT_EQ(book.of("a"), client);
    for (std::size_t i = 0; i < ClientBook::kMaxRemembered; ++i)
        book.of(std::to_string(i));
    EXPECT_NE(book.of("a"), client);
}

class SocketTrafficTest : public testing::Test {
protected:
    bool read(const std::string& bytes)
    {
        return traffic_.onRead(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    }
    void write(const std::string& bytes)
    {
        traffic_.onWritten(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    }
    static std::string times(int count, const std::string& bytes)
    {
        std::string all;
        for (int i = 0; i < count; ++i)
            all += bytes;
        return all;
    }

    int tooLong_ = 0, tooMuch_ = 0, written_ = 0;
    std::shared_ptr<Client> client_ = std::make_shared<Client>();
    SocketTraffic traffic_{{1000, 0s, client_},
                           {.tooLong = [this] { ++tooLong_; },
                            .tooMuch = [this] { ++tooMuch_; },
                            .written = [this] { ++written_; }}};
};

TEST_F(SocketTrafficTest, ACallIsNeverSlowed)
{
    for (int i = 0; i < 100; ++i)
        EXPECT_TRUE(read(wsFrame(0x81, 900)));
    EXPECT_TRUE(read(times(20, wsFrame(0x8a, 10))));
    EXPECT_EQ(traffic_.pause(), 0ms);
}

TEST_F(SocketTrafficTest, FloodsOfEachKindAreSlowed)
{
    const auto slowed = [](const std::string& bytes) {
        SocketTraffic traffic({1000000, 5s, nullptr}, {[] {}, [] {}, [] {}});
        traffic.onRead(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
        return traffic.pause() > 0ms;
    };
    EXPECT_TRUE(slowed(times(50, wsFrame(0x8a, 0)))) << "pongs";
    EXPECT_TRUE(slowed(wsFrame(0x01, 0) + times(600, wsFrame(0x00, 0)))) << "empty fragments";
    EXPECT_TRUE(slowed(wsFrame(0x82, 600000))) << "bytes";
    EXPECT_FALSE(slowed(times(100, wsFrame(0x81, 1000))));
}

TEST_F(SocketTrafficTest, WhoReadsNoPongsIsNotReadEither)
{
    read(times(17, wsFrame(0x89, 5)));
    EXPECT_GT(traffic_.pause(), 0ms);
    write(std::string("\x8a\x05hello", 7));
    EXPECT_EQ(traffic_.pause(), 0ms);
}

TEST_F(SocketTrafficTest, WhoGoesOnSendingTooMuchIsReportedOnce)
{
    const auto isReported = [this] {
        traffic_.pause();
        return tooMuch_ > 0;
    };
    read(times(100, wsFrame(0x8a, 0)));
    while (!isReported()) // no patience here, but a clock
        ;
    EXPECT_FALSE(read(wsFrame(0x8a, 0)));
    traffic_.pause();
    EXPECT_EQ(tooMuch_, 1);
}

TEST_F(SocketTrafficTest, ConnectionsOfOneClientShareItsRate)
{
    SocketTraffic other({1000, 5s, client_}, {[] {}, [] {}, [] {}});
    EXPECT_EQ(other.pause(), 0ms);
    client_->frames.take(100000, RateBucket::Clock::now());
    EXPECT_GT(other.pause(), 0ms);
    EXPECT_GT(traffic_.pause(), 0ms);
    EXPECT_EQ(tooMuch_, 0) << "the others may be to blame";
}

TEST_F(SocketTrafficTest, TextsAreFollowedUntilTheyAreUnderWay)
{
    traffic_.onTextHanded();
    write(std::string("\x8a\x00", 2)); // a pong between
    EXPECT_TRUE(traffic_.hasTexts());
    write(std::string("\x81", 1));
    write(std::string("\x02hi", 3));
    EXPECT_FALSE(traffic_.hasTexts());
    EXPECT_EQ(written_, 1);
}

TEST_F(SocketTrafficTest, NothingOfATooLongMessageIsPassedOn)
{
    EXPECT_FALSE(read(wsFrame(0x81, 1001)));
    EXPECT_FALSE(read("anything"));
    EXPECT_EQ(tooLong_, 1);
}

TEST_F(SocketTrafficTest, WhatIsOverIsReadAsTheEnd)
{
    read(times(17, wsFrame(0x89, 5)));
    traffic_.end();
    EXPECT_TRUE(traffic_.isOver());
    EXPECT_EQ(traffic_.pause(), 0ms);
}

} // namespace
} // namespace confab::front
