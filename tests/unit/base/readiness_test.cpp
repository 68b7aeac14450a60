// SPDX-License-Identifier: Apache-2.0
#include "base/glib/readiness.hpp"

#include "base/unique_fd.hpp"

#include "support/loop_fixture.hpp"

#include <sys/socket.h>

#include <optional>
#include <vector>

namespace confab {
namespace {

using namespace std::chrono_literals;

class ReadinessTest : public test::LoopFixture {
protected:
    struct Pair {
        UniqueFd ours, theirs;
    };
    static Pair connected()
    {
        int ends[2];
        EXPECT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends), 0);
        return {UniqueFd(ends[0]), UniqueFd(ends[1])};
    }
    static void say(const Pair& pair) { EXPECT_EQ(send(pair.theirs.get(), "x", 1, 0), 1); }

    std::optional<Readiness> readiness_{loop_};
    int calls_ = 0;
};

TEST_F(ReadinessTest, CallsOnceForWhatIsThere)
{
    const auto pair = connected();
    say(pair);
    const auto wait = readiness_->once(pair.ours.get(), [this] { ++calls_; });
    EXPECT_TRUE(runUntil([&] { return calls_ == 1; }));
    say(pair);
    EXPECT_FALSE(runUntil([&] { return calls_ > 1; }, 20ms));
}

TEST_F(ReadinessTest, CallsForTheEnd)
{
    auto pair = connected();
    const auto wait = readiness_->once(pair.ours.get(), [this] { ++calls_; });
    pair.theirs = {};
    EXPECT_TRUE(runUntil([&] { return calls_ == 1; }));
}

TEST_F(ReadinessTest, SocketMayBeWaitedForAgainInsideTheCall)
{
    const auto pair = connected();
    Readiness::Wait wait;
    const std::function<void()> again = [&] {
        ++calls_;
        wait = readiness_->once(pair.ours.get(), again);
    };
    wait = readiness_->once(pair.ours.get(), again);
    say(pair); // and it is never read
    EXPECT_TRUE(runUntil([&] { return calls_ == 5; }));
}

TEST_F(ReadinessTest, ManyWaitAndEachIsCalled)
{
    std::vector<Pair> pairs;
    std::vector<Readiness::Wait> waits;
    for (int i = 0; i < 200; ++i) {
        pairs.push_back(connected());
        waits.push_back(readiness_->once(pairs.back().ours.get(), [this] { ++calls_; }));
        say(pairs.back());
    }
    EXPECT_TRUE(runUntil([&] { return calls_ == 200; }));
}

TEST_F(ReadinessTest, WhoHasGoneIsNotCalled)
{
    const auto pair = connected(), other = connected();
    std::optional<Readiness::Wait> first, second;
    const auto end = [&] {
        ++calls_;
        first.reset();
        second.reset();
    };
    first = readiness_->once(pair.ours.get(), end);
    second = readiness_->once(other.ours.get(), end);
    say(pair);
    say(other);
    EXPECT_TRUE(runUntil([&] { return calls_ == 1; }));
    EXPECT_FALSE(runUntil([&] { return calls_ > 1; }, 20ms));
    const auto late = readiness_->once(pair.ours.get(), [this] { ++calls_; });
    readiness_.reset();
    EXPECT_FALSE(runUntil([&] { return calls_ > 1; }, 20ms));
}

} // namespace
} // namespace confab
