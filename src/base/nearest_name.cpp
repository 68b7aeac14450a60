// SPDX-License-Identifier: Apache-2.0
#include "base/nearest_name.hpp"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <numeric>
#include <utility>

namespace confab {

namespace {

std::size_t editDistance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t(0));
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
        }
    }
    return row.back();
}

} // namespace

std::string didYouMean(std::string_view name, const std::vector<std::string>& known)
{
    const auto best = std::min_element(known.begin(), known.end(), [&](auto& a, auto& b) {
        return editDistance(name, a) < editDistance(name, b);
    });
    return best == known.end() ? std::string() : fmt::format("; did you mean \"{}\"?", *best);
}

} // namespace confab
