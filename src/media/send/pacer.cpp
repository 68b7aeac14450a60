// SPDX-License-Identifier: Apache-2.0
#include "media/send/pacer.hpp"

#include <algorithm>

namespace confab::media {

namespace {

/// So much may leave in one go: fewer wake-ups, and an ordinary picture passes whole.
constexpr double kBurstSeconds = 0.010;
constexpr double kLeastBurst = 1500; // bytes: one packet
constexpr double kMostOwed = 2; // seconds: a faster rate later must not wait for an old debt

} // namespace

void Pacer::setRate(int bitsPerSecond)
{
    {
        Lock lock(mutex_);
        settle();
        bitsPerSecond_ = bitsPerSecond;
    }
    changed_.notify_all();
}

void Pacer::hurry(int bitsPerSecond, std::chrono::milliseconds duration)
{
    {
        Lock lock(mutex_);
        settle();
        hurryBitsPerSecond_ = bitsPerSecond;
        hurryUntil_ = Clock::now() + duration;
    }
    changed_.notify_all();
}

void Pacer::soundLeft(std::size_t bytes)
{
    Lock lock(mutex_);
    settle();
    owed_ += double(bytes);
}

Pacer::Turn Pacer::awaitRepeat(std::size_t bytes)
{
    constexpr int kNobodyAhead = 0;
    Lock lock(mutex_);
    ++repeatsWaiting_;
    const Turn turn = await(lock, bytes, kNobodyAhead);
    --repeatsWaiting_;
    lock.unlock();
    changed_.notify_all();
    return turn;
}

Pacer::Turn Pacer::awaitPicture(std::size_t bytes)
{
    Lock lock(mutex_);
    return await(lock, bytes, repeatsWaiting_);
}

std::size_t Pacer::room()
{
    Lock lock(mutex_);
    settle();
    if (rate() == 0)
        return SIZE_MAX;
    const double burst = std::max(kLeastBurst, rate() / 8 * kBurstSeconds);
    return repeatsWaiting_ || owed_ >= burst ? 0 : std::size_t(burst - owed_);
}

void Pacer::close()
{
    {
        Lock lock(mutex_);
        closed_ = true;
    }
    changed_.notify_all();
}

Pacer::Turn Pacer::await(Lock& lock, std::size_t bytes, const int& ahead)
{
    const unsigned before = givenUp_;
    while (!closed_) {
        if (givenUp_ != before)
            return Turn::GivenUp;
        settle();
        const double bytesPerSecond = rate() / 8;
        const double burst = std::max(kLeastBurst, bytesPerSecond * kBurstSeconds);
        if (bytesPerSecond == 0 || (ahead == 0 && owed_ + double(bytes) <= burst) || owed_ <= 0) {
            owed_ += double(bytes);
            return Turn::Go;
        }
        const double excess = std::max(owed_ + double(bytes) - burst, 1.);
        const std::chrono::duration<double> wait(std::min(excess, owed_) / bytesPerSecond);
        changed_.wait_for(
            lock,
            std::max<Clock::duration>(std::chrono::duration_cast<Clock::duration>(wait),
                                      std::chrono::microseconds(200)));
    }
    return Turn::Closed;
}

void Pacer::giveUp(std::size_t queued)
{
    {
        Lock lock(mutex_);
        settle();
        owed_ = double(queued);
        ++givenUp_;
    }
    changed_.notify_all();
}

void Pacer::settle()
{
    const auto now = Clock::now();
    const double seconds = std::chrono::duration<double>(now - settledAt_).count();
    settledAt_ = now;
    owed_ = bitsPerSecond_ == 0
        ? 0
        : std::clamp(owed_ - seconds * rate() / 8, 0., kMostOwed * rate() / 8);
}

double Pacer::rate() const
{
    return bitsPerSecond_ > 0 && settledAt_ < hurryUntil_
        ? std::max(bitsPerSecond_, hurryBitsPerSecond_)
        : bitsPerSecond_;
}

} // namespace confab::media
