// SPDX-License-Identifier: Apache-2.0
#include "one_way.hpp"

#include <algorithm>
#include <stdexcept>
#include <unistd.h>

namespace confab::impair {

using std::chrono::duration_cast;

namespace {

/// ARP, or IPv6's neighbour discovery. Without an address nothing goes for seconds: that is no
/// property of a lossy link.
bool resolvesAddresses(std::span<const char> frame)
{
    auto byte = [&](size_t at) {
        return at < frame.size() ? static_cast<unsigned char>(frame[at]) : 0;
    };
    const int etherType = byte(12) << 8 | byte(13);
    const bool icmp6 = etherType == 0x86dd && byte(20) == 58;
    return etherType == 0x0806 || (icmp6 && byte(54) >= 133 && byte(54) <= 137);
}

double number(std::string_view name, const std::string& text)
{
    size_t used = 0;
    double value = -1;
    try {
        value = std::stod(text, &used);
    } catch (const std::logic_error&) {
        used = 0;
    }
    if (used == 0 || used != text.size() || value < 0)
        throw std::invalid_argument(std::string(name) + "=" + text
                                    + ": expected a number of 0 or more");
    return value;
}

void set(Impairment& impairment, std::string_view name, double value)
{
    if (name == "loss")
        impairment.lossPercent = value;
    else if (name == "burst")
        impairment.burst = std::max(1.0, value);
    else if (name == "delay")
        impairment.delay = Milliseconds(value);
    else if (name == "jitter")
        impairment.jitter = Milliseconds(value);
    else if (name == "reorder")
        impairment.reorder = value > 0;
    else if (name == "rate")
        impairment.rateKbps = value;
    else if (name == "queue")
        impairment.queue = Milliseconds(value);
    else if (name == "seed")
        impairment.seed = static_cast<uint64_t>(value);
    else
        throw std::invalid_argument(
            std::string(name)
            + " is none of loss, burst, delay, jitter, reorder, rate, queue, seed");
}

} // namespace

Impairment Impairment::parse(std::string_view text)
{
    Impairment result;
    while (!text.empty()) {
        const auto field = text.substr(0, text.find(','));
        text.remove_prefix(std::min(text.size(), field.size() + 1));
        const auto equals = field.find('=');
        const auto name = field.substr(0, equals);
        const auto value =
            equals == std::string_view::npos ? std::string_view() : field.substr(equals + 1);
        set(result, name, number(name, std::string(value)));
    }
    return result;
}

OneWay::OneWay(int output, const Impairment& impairment) : output_(output)
{
    change(impairment);
}

void OneWay::change(const Impairment& impairment)
{
    impairment_ = impairment;
    if (impairment.seed)
        random_.seed(*impairment.seed);
    losing_ = false;
    busyUntil_ = {};
}

void OneWay::take(std::span<const char> packet, Clock::time_point now)
{
    counters_.packetsIn++;
    counters_.bytesIn += packet.size();
    const bool spared = impairment_.lossPercent < 100 && resolvesAddresses(packet);
    if (!spared && loses()) {
        counters_.packetsLost++;
        return;
    }
    auto sent = now;
    if (impairment_.rateKbps > 0 && !spared) {
        if (backlog(now) > impairment_.queue) {
            counters_.packetsFull++;
            return;
        }
        const Milliseconds onTheWire(static_cast<double>(packet.size()) * 8 / impairment_.rateKbps);
        sent = busyUntil_ = std::max(busyUntil_, now) + duration_cast<Clock::duration>(onTheWire);
    }
    auto due = sent + duration_cast<Clock::duration>(transit());
    if (!impairment_.reorder)
        due = std::max(due, lastDue_);
    lastDue_ = std::max(due, lastDue_);
    waiting_.emplace(due, std::vector<char>(packet.begin(), packet.end()));
}

void OneWay::give(Clock::time_point now)
{
    while (!waiting_.empty() && waiting_.begin()->first <= now) {
        const auto& packet = waiting_.begin()->second;
        if (write(output_, packet.data(), packet.size()) == static_cast<ssize_t>(packet.size())) {
            counters_.packetsOut++;
            counters_.bytesOut += packet.size();
        }
        waiting_.erase(waiting_.begin());
    }
}

std::optional<Clock::time_point> OneWay::nextDue() const
{
    if (waiting_.empty())
        return {};
    return waiting_.begin()->first;
}

Milliseconds OneWay::backlog(Clock::time_point now) const
{
    return std::max(Milliseconds(0), Milliseconds(busyUntil_ - now));
}

/// Gilbert's model: a good and a bad state, the mean stay in the bad one is `burst` packets, the
/// share of both as `loss` says.
bool OneWay::loses()
{
    const double loss = impairment_.lossPercent;
    if (loss <= 0 || loss >= 100)
        return loss > 0;
    if (impairment_.burst <= 1)
        return percent() < loss;
    const double leave = 100 / impairment_.burst;
    const double enter = leave * loss / (100 - loss);
    losing_ = losing_ ? percent() >= leave : percent() < enter;
    return losing_;
}

Milliseconds OneWay::transit()
{
    if (impairment_.jitter.count() <= 0)
        return impairment_.delay;
    return std::max(Milliseconds(0), impairment_.delay + impairment_.jitter * normal_(random_));
}

double OneWay::percent()
{
    return std::uniform_real_distribution<>(0, 100)(random_);
}

} // namespace confab::impair
