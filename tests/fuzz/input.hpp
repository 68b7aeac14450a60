// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace confab::fuzz {

/// Takes an input apart for targets that want more than one text. Behind its end all is 0 or empty.
class Input {
public:
    explicit Input(std::string_view bytes) : rest_(bytes) { }

    bool isEmpty() const { return rest_.empty(); }
    std::string_view rest() const { return rest_; }
    std::uint8_t byte()
    {
        const auto one = take(1);
        return one.empty() ? 0 : std::uint8_t(one[0]);
    }
    /// Of so many bytes.
    std::uint64_t number(int bytes)
    {
        std::uint64_t value = 0;
        for (int i = 0; i < bytes; ++i)
            value = value << 8 | byte();
        return value;
    }
    std::string_view take(std::size_t size)
    {
        const auto taken = rest_.substr(0, size);
        rest_.remove_prefix(taken.size());
        return taken;
    }
    /// Up to the end of the line, which is taken as well.
    std::string_view line()
    {
        const auto taken = take(std::min(rest_.find('\n'), rest_.size()));
        take(1);
        return taken;
    }

private:
    std::string_view rest_;
};

} // namespace confab::fuzz
