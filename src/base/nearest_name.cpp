// SPDX-License-Identifier: Apache-2.0
#include "base/nearest_name.hpp"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <numeric>
#include <utility>

namespace confab {

namespace {

/// Letters that are missing, too many, wrong, or changed places with the next one.
std::size_t editDistance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> before, above, row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t(0));
    for (std::size_t i = 1; i <= a.size(); ++i) {
        before = std::exchange(above, row);
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] =
                std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] != b[j - 1])});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before[j - 2] + 1);
        }
    }
    return row.back();
}

bool isNear(std::string_view a, std::string_view b)
{
    return editDistance(a, b) <= std::min<std::size_t>(2, std::max(a.size(), b.size()) / 3);
}

} // namespace

std::string didYouMean(std::string_view name, const std::vector<std::string>& known)
{
    const auto best = std::min_element(known.begin(), known.end(), [&](auto& a, auto& b) {
        return editDistance(name, a) < editDistance(name, b);
    });
    return best == known.end() || !isNear(name, *best)
        ? std::string()
        : fmt::format("; did you mean \"{}\"?", *best);
}

} // namespace confab
