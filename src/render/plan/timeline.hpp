// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "render/plan/recorded_call.hpp"
#include "render/tracks/track_index.hpp"

#include <variant>
#include <vector>

namespace confab::render {

/// A track of a recording whose file has been looked through.
struct RecordedTrack {
    RecordedCall::TrackFile file;
    TrackIndex index; ///< times are the file's own
};

/// What happens in a recording.
namespace happens {

struct Left {
    std::string participant;
};
struct PicturesEnd {
    std::string participant;
    bool screen = false;
};
struct ShareEnds {
    std::string participant;
};
struct SpeechEnds {
    std::string participant;
};
struct Joined {
    std::string participant, name;
    bool observer = false;
};
struct UsesLayout {
    std::string name;
};
/// Pictures of that size come from that file from now on.
struct Pictures {
    std::string participant;
    bool screen = false;
    std::string file;
    layout::Size size;
};
struct ShareBegins {
    std::string participant;
};
struct Speaks {
    std::string participant;
};

} // namespace happens

struct TimelineEvent {
    /// The order is that of events at the same time: ends come first.
    using What = std::variant<happens::Left, happens::PicturesEnd, happens::ShareEnds,
                              happens::SpeechEnds, happens::Joined, happens::UsesLayout,
                              happens::Pictures, happens::ShareBegins, happens::Speaks>;

    RecordedCall::Time at{}; ///< of the whole recording
    What what;
};

/// Everything that happens, in order. People who join at the same time do so in the manifest's
/// order. Any thread.
std::vector<TimelineEvent> timelineOf(const RecordedCall& manifest,
                                      const std::vector<RecordedTrack>& tracks);

} // namespace confab::render
