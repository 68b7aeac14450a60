// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

namespace confab::media {

/// How much of what one participant sends is decoded. A keyframe of 50 bytes may say that it is as
/// large as a picture may be, and a thousand of them fit into half a megabit. One thread.
class PictureBudget {
public:
    using Duration = std::chrono::nanoseconds;

    /// `maxPixels`: of one picture.
    explicit PictureBudget(int maxPixels);

    /// Whether a picture of so many pixels is to be decoded; then it is paid for. `now` does not go
    /// back.
    bool take(Duration now, int pixels);

private:
    /// Limit (per participant): pictures of the largest size that are decoded in a second, of
    /// smaller ones as many more, and as many at once. Above it: its tile stands until the next
    /// keyframe within the limit. At it: a decoder of a camera with 60 pictures a second.
    static constexpr int kPictures = 60;

    const double most_; // pixels
    double left_;
    Duration last_{0};
};

} // namespace confab::media
