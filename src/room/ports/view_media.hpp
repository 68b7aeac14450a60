// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "room/ports/picture.hpp"

#include <chrono>
#include <string>

namespace confab::room {

/// What views ask of the media: who sends pictures, and to show them. Thread: the control thread.
class ViewMedia {
public:
    /// How long ago something came from a peer; max() if it never did.
    struct Activity {
        std::chrono::milliseconds sinceMedia = std::chrono::milliseconds::max(); ///< RTP or RTCP
        std::chrono::milliseconds sincePicture = std::chrono::milliseconds::max(); ///< decoded
        layout::Size picture; ///< of the last one; 0 before the first
    };

    virtual ~ViewMedia() = default;

    virtual Activity activity(const PeerId& peer) const = 0;
    /// What the participant says that it sends; the rest is neither decoded nor mixed.
    virtual void setUplink(const PeerId& peer, bool audio, bool video) = 0;

    /// Begins composing a view, or ends it; "main" is always there. An empty canvas is the
    /// configuration's. Errc::Media if it cannot be.
    virtual Status openView(const std::string& view, layout::Size canvas) = 0;
    virtual void closeView(const std::string& view) = 0;
    /// Which view a peer receives; "main" at first.
    virtual void setView(const PeerId& peer, const std::string& view) = 0;
    /// All of a view's picture: peers that are left out are not shown.
    virtual void show(const std::string& view, const Picture& picture) = 0;
};

} // namespace confab::room
