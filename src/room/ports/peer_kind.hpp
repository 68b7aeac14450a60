// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace confab::room {

/// What a WebRTC session is for.
enum class PeerKind {
    Camera, ///< sends and receives
    Observer, ///< receives only
    Screen, ///< sends a picture only
};

} // namespace confab::room
