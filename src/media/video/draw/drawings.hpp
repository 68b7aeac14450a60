// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/video/draw/pill.hpp"

#include <functional>
#include <string>
#include <unordered_map>

namespace confab::media {

/// The drawings of a picture, each made once: kept as long as one of the last two pictures has it.
///
/// Thread: the control thread.
class Drawings {
public:
    explicit Drawings(Typesetter typesetter) : typesetter_(std::move(typesetter)) { }

    OverlayPicturePtr pill(const Pill& pill);
    OverlayPicturePtr avatar(const std::string& name, int diameter);
    OverlayPicturePtr stalledSign(int diameter);

    /// The next picture begins.
    void turn();
    /// How many there are, for tests.
    std::size_t size() const { return young_.size() + old_.size(); }

    Typesetter& typesetter() { return typesetter_; }

private:
    OverlayPicturePtr get(const std::string& key, const std::function<OverlayPicturePtr()>& draw);

    Typesetter typesetter_;
    std::unordered_map<std::string, OverlayPicturePtr> young_, old_; // none is in both
};

} // namespace confab::media
