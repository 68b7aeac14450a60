// SPDX-License-Identifier: Apache-2.0
#include "media/video/pixels/tile_crop.hpp"

#include <algorithm>

namespace confab {

namespace {

constexpr double kHardly = 1.03;

bool isHardlyLarger(int picture, int place)
{
    return picture >= place && picture <= place * kHardly;
}

int evenHalf(int excess)
{
    return excess / 2 & ~1;
}

} // namespace

Crop cropFor(Size picture, Size place)
{
    if (picture.width <= 0 || picture.height <= 0 || place.width <= 0 || place.height <= 0)
        return {};
    Size kept = picture;
    if (isHardlyLarger(picture.width, place.width) && isHardlyLarger(picture.height, place.height))
        kept = place;
    else if (picture.width * place.height > picture.height * place.width)
        kept.width = std::max(2, even(picture.height * place.width / place.height));
    else
        kept.height = std::max(2, even(picture.width * place.height / place.width));
    const int across = picture.width - kept.width, down = picture.height - kept.height;
    return {evenHalf(across), across - evenHalf(across), evenHalf(down), down - evenHalf(down)};
}

Size fitInto(Size place, Size picture)
{
    if (picture.width <= 0 || picture.height <= 0)
        return {};
    Size size = place;
    if (picture.width * place.height > picture.height * place.width)
        size.height = even(place.width * picture.height / picture.width);
    else
        size.width = even(place.height * picture.width / picture.height);
    return isHardlyLarger(place.width, size.width) && isHardlyLarger(place.height, size.height)
        ? place
        : size;
}

} // namespace confab
