// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "front/net/flow/shared_text.hpp"

#include <cstddef>
#include <deque>
#include <memory>

namespace confab::front {

/// What waits to be sent to one reader because it reads more slowly than it is told things. Loop
/// thread.
class Outbox {
public:
    /// Limit (per connection): bytes that wait for a reader. Above it: it is closed with 4008, and
    /// may come back. At it: 1 MB, kept once for all who wait for the same.
    static constexpr std::size_t kMax = 1024 * 1024;
    /// Limit (in all): bytes that wait for readers. Above it: as soon as 48 MB wait, a reader may
    /// have less and less waiting, down to 64 KB, and is closed with 4008. At it: 64 MB.
    static constexpr std::size_t kMaxOfAll = 64 * 1024 * 1024;
    /// What everybody may have waiting, whatever the others have.
    static constexpr std::size_t kLeast = 64 * 1024;

    /// `all`: the bytes that wait in all the outboxes that share it.
    explicit Outbox(std::shared_ptr<std::size_t> all) : all_(std::move(all)) { }
    ~Outbox() { clear(); }
    Outbox(const Outbox&) = delete;
    Outbox& operator=(const Outbox&) = delete;

    bool isEmpty() const { return texts_.empty(); }
    /// False, and nothing has happened: that would be too much.
    bool push(SharedText text);
    SharedText pop();
    void clear();

private:
    std::shared_ptr<std::size_t> all_;
    std::deque<SharedText> texts_;
    std::size_t bytes_ = 0;
};

} // namespace confab::front
