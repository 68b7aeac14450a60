// SPDX-License-Identifier: Apache-2.0
#include "media/receive/lateness.hpp"

#include <algorithm>

namespace confab::media {

void Lateness::add(Duration age)
{
    ages_[added_++ % kPictures] = age;
    if (added_ % kLook != 0)
        return;
    const std::size_t known = std::min(added_, kPictures);
    auto sorted = ages_;
    const auto most = sorted.begin() + std::ptrdiff_t((known - 1) * 49 / 50);
    std::nth_element(sorted.begin(), most, sorted.begin() + std::ptrdiff_t(known));
    ofMost_ = std::max({*most, ofMost_ - ofMost_ / 16, Duration(0)});
}

} // namespace confab::media
