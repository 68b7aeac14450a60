// SPDX-License-Identifier: Apache-2.0
#include "media/video/pixels/tile_crop.hpp"

#include <algorithm>

namespace confab::media {

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

Crop cropFor(layout::Size picture, layout::Size place)
{
    if (picture.width <= 0 || picture.height <= 0 || place.width <= 0 || place.height <= 0)
        return {};
    layout::Size kept = picture;
    if (isHardlyLarger(picture.width, place.width) && isHardlyLarger(picture.height, place.height))
        kept = place;
    else if (picture.width * place.height > picture.height * place.width)
        kept.width = std::max(2, layout::even(picture.height * place.width / place.height));
    else
        kept.height = std::max(2, layout::even(picture.width * place.height / place.width));
    const int across = picture.width - kept.width, down = picture.height - kept.height;
    return {evenHalf(across), across - evenHalf(across), evenHalf(down), down - evenHalf(down)};
}

layout::Size fitInto(layout::Size place, layout::Size picture)
{
    if (picture.width <= 0 || picture.height <= 0)
        return {};
    layout::Size size = place;
    if (picture.width * place.height > picture.height * place.width)
        size.height = layout::even(place.width * picture.height / picture.width);
    else
        size.width = layout::even(place.height * picture.width / picture.height);
    return isHardlyLarger(place.width, size.width) && isHardlyLarger(place.height, size.height)
        ? place
        : size;
}

} // namespace confab::media
