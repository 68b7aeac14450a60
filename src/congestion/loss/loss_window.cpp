// SPDX-License-Identifier: Apache-2.0
#include "congestion/loss/loss_window.hpp"

#include <algorithm>

namespace confab::congestion {

namespace {

constexpr Duration kSpan = std::chrono::milliseconds(200);
constexpr int kFewest = 10; // packets

} // namespace

void LossWindow::add(Time now, int packets, int lost)
{
    const auto passed = began_ ? (now - *began_) / kSpan : 0;
    const auto steps = std::clamp<Duration::rep>(passed, 0, Duration::rep(kSpans));
    std::shift_right(spans_.begin(), spans_.end(), steps);
    std::fill_n(spans_.begin(), steps, Span{});
    if (!began_ || steps == Duration::rep(kSpans))
        began_ = now;
    else
        *began_ += steps * kSpan;
    spans_[0].packets += packets;
    spans_[0].lost += lost;
}

LossWindow::Span LossWindow::sum() const
{
    Span sum;
    for (const Span& span : spans_) {
        sum.packets += span.packets;
        sum.lost += span.lost;
    }
    return sum;
}

int LossWindow::packets() const
{
    return sum().packets;
}

double LossWindow::loss() const
{
    const Span all = sum();
    return all.packets < kFewest ? 0 : std::clamp(double(all.lost) / all.packets, 0., 1.);
}

} // namespace confab::congestion
