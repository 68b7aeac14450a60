// SPDX-License-Identifier: Apache-2.0
#include "front/api/idempotency_book.hpp"

#include <algorithm>

namespace confab::front {

const IdempotencyBook::Entry*
IdempotencyBook::open(const std::string& key, const std::string& request, Clock::time_point now)
{
    std::erase_if(entries_, [&](const auto& e) { return e.second.since + kTime <= now; });
    if (const auto known = entries_.find(key); known != entries_.end())
        return &known->second;
    makeRoom();
    if (entries_.size() < kMaxKeys)
        entries_.emplace(key, Entry{request, {}, now});
    return nullptr;
}

void IdempotencyBook::close(const std::string& key, Answer answer)
{
    if (const auto entry = entries_.find(key); entry != entries_.end())
        entry->second.answer = std::move(answer);
}

// The oldest answer goes first.
void IdempotencyBook::makeRoom()
{
    if (entries_.size() < kMaxKeys)
        return;
    const auto age = [](const auto& entry) {
        return std::pair(entry.second.answer.status == 0, entry.second.since);
    };
    const auto oldest =
        std::min_element(entries_.begin(), entries_.end(),
                         [&](const auto& a, const auto& b) { return age(a) < age(b); });
    if (oldest->second.answer.status != 0)
        entries_.erase(oldest);
}

} // namespace confab::front
