// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "front/http/http_answer.hpp"

#include <chrono>
#include <map>
#include <string>

namespace confab::front {

/// Answers by the Idempotency-Key of the request. A request that is sent again, because its answer
/// was lost, then does nothing twice. Keeps them for ten minutes, and a thousand at most. Plain
/// value; the caller brings the clock.
class IdempotencyBook {
public:
    using Clock = std::chrono::steady_clock;

    /// Limit (in all): keys of requests that are remembered for ten minutes. Above it: the oldest
    /// is forgotten. At it: 2 MB.
    static constexpr std::size_t kMaxKeys = 1000;
    /// Limit (per request): bytes of an Idempotency-Key. Above it: 400. At it: its bytes.
    static constexpr std::size_t kMaxKeyLength = 255;
    static constexpr std::chrono::minutes kTime{10};

    using Answer = HttpAnswer;
    struct Entry {
        std::string request; ///< what was asked, to tell a key that is used for something else
        Answer answer; ///< of status 0: still being worked on
        Clock::time_point since;
    };

    /// The entry that is there already. Null if there was none: it is made now, as being worked on.
    /// Also null, and none is made, if the book is full of requests being worked on.
    const Entry* open(const std::string& key, const std::string& request, Clock::time_point now);
    /// The answer to the request that opened it.
    void close(const std::string& key, Answer answer);
    /// The request came to nothing: another attempt may be made.
    void forget(const std::string& key) { entries_.erase(key); }

private:
    void makeRoom();

    std::map<std::string, Entry> entries_;
};

} // namespace confab::front
