// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "bot/clip/clip.hpp"

#include <map>

namespace confab::bot {

/// Makes clips from patterns, encoding each track once. Blocks its thread while it
/// encodes (about 50 ms a colour at 360p), 10 s at most: for start-up only.
class ClipEncoder {
public:
    ClipEncoder(Pattern pattern, ClipFormat format) : pattern_(pattern), format_(format) { }

    /// The clip of bot number `index`. Errc::Media says what is missing.
    Result<Clip> clip(int index);

private:
    using SharedTrack = std::shared_ptr<const Track>;

    Result<SharedTrack> video(int identity);
    Result<SharedTrack> audio(int identity);

    Pattern pattern_;
    ClipFormat format_;
    std::map<int, SharedTrack> videos_, audios_; // by identity; -1: for all
};

} // namespace confab::bot
