// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

namespace confab::media {

/// How long a voice is held for the mix, so that it is heard with its picture, which a lossy way
/// has held (Playout). A change can be heard, so there is none while nobody could tell: a sound may
/// be 90 ms early and 125 ms late (ITU-R BT.1359-1, its limits of what is accepted and of what is
/// noticed).
///
/// One thread.
class VoiceHold {
public:
    using Duration = std::chrono::nanoseconds;

    /// `picture`: how long that is held now; 0: not at all, or there is none.
    Duration of(Duration picture);

private:
    Duration hold_{0};
};

} // namespace confab::media
