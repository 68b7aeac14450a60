// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "base/unique_fd.hpp"

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace confab::link {

/// When a room last showed that it lives: microseconds of CLOCK_MONOTONIC, which is the same in all
/// processes; 0: never. Plain value.
struct LifeSigns {
    std::int64_t turnedUs = 0; ///< its control loop turned
    std::int64_t mediaUs = 0; ///< media, or a report of it, came from somebody

    bool operator==(const LifeSigns&) const = default;
};

/// Where those of the room that listens there are.
std::string lifePathOf(const std::string& socket);

/// Where a room writes its signs of life: a file of a few bytes beside its socket, mapped into the
/// room. So a room can show that it lives while its control thread is busy, and a front that was
/// started again finds it.
///
/// Thread: any; writing is one store.
class LifePage {
public:
    using Sign = std::shared_ptr<std::atomic<std::int64_t>>;

    /// A new file at `path`; one that is there is replaced. Errc::Unavailable.
    static Result<LifePage> create(const std::string& path);

    void turned() const;
    /// What writes `mediaUs`; good for as long as somebody holds it.
    const Sign& media() const { return media_; }

private:
    LifePage(Sign turned, Sign media) : turned_(std::move(turned)), media_(std::move(media)) { }

    Sign turned_, media_;
};

/// The other end. It reads, and maps nothing: what is done to the file cannot hurt the reader.
class LifeReader {
public:
    /// Nothing: there is no such file.
    static std::optional<LifeReader> open(const std::string& path);

    /// As they are now; nothing if the file does not have them.
    std::optional<LifeSigns> read() const;

private:
    explicit LifeReader(UniqueFd fd) : fd_(std::move(fd)) { }

    UniqueFd fd_;
};

} // namespace confab::link
