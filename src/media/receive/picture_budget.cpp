// SPDX-License-Identifier: Apache-2.0
#include "media/receive/picture_budget.hpp"

#include <algorithm>

namespace confab::media {

namespace {

constexpr int kLeastPixels = 320 * 180; // what a picture costs however small it is

} // namespace

PictureBudget::PictureBudget(int maxPixels)
    : most_(double(std::max(maxPixels, kLeastPixels)) * kPictures), left_(most_)
{
}

bool PictureBudget::take(Duration now, int pixels)
{
    left_ = std::min(most_, left_ + most_ * std::chrono::duration<double>(now - last_).count());
    last_ = now;
    const int cost = std::max(pixels, kLeastPixels);
    if (left_ < cost)
        return false;
    left_ -= cost;
    return true;
}

} // namespace confab::media
