// SPDX-License-Identifier: Apache-2.0
#include "front/net/flow/outbox.hpp"

#include <algorithm>
#include <utility>

namespace confab::front {

namespace {

/// Of a text that waits, besides its bytes: its entry, and the owner of the text.
constexpr std::size_t kEntry = 64;

std::size_t costOf(const SharedText& text)
{
    return text.size() + kEntry;
}

/// A sixteenth of what is free, as in switches with one memory for all ports: a few may have much,
/// many have little each, and together they never take all of it.
std::size_t shareOf(std::size_t taken)
{
    const auto free = Outbox::kMaxOfAll - std::min(taken, Outbox::kMaxOfAll);
    return std::clamp(free / 16, Outbox::kLeast, Outbox::kMax);
}

} // namespace

bool Outbox::push(SharedText text)
{
    const auto cost = costOf(text);
    if (bytes_ + cost > shareOf(*all_))
        return false;
    bytes_ += cost;
    *all_ += cost;
    texts_.push_back(std::move(text));
    return true;
}

SharedText Outbox::pop()
{
    SharedText text = std::move(texts_.front());
    texts_.pop_front();
    bytes_ -= costOf(text);
    *all_ -= costOf(text);
    return text;
}

void Outbox::clear()
{
    *all_ -= std::exchange(bytes_, 0);
    texts_.clear();
}

} // namespace confab::front
