// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>

namespace confab::layout {

/// An exact part of a canvas, "1/3". Numbers are read up to 9999, so that nothing below overflows.
struct Ratio {
    std::int64_t over = 0;
    std::int64_t under = 1; ///< above 0

    constexpr Ratio operator+(const Ratio& b) const
    {
        return {over * b.under + b.over * under, under * b.under};
    }
    constexpr std::strong_ordering operator<=>(const Ratio& b) const
    {
        return over * b.under <=> b.over * under;
    }
    constexpr bool operator==(const Ratio& b) const { return over * b.under == b.over * under; }
    /// This part of `length`, rounded down to an even number.
    constexpr int of(int length) const { return static_cast<int>(length * over / under) & ~1; }

    /// "a/b" or "a", each of 1 to 4 digits. Nothing for any other text, and if b is zero.
    static std::optional<Ratio> parse(std::string_view text);
};

} // namespace confab::layout
