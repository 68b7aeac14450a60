// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/unique_fd.hpp"
#include "render/plan/timeline.hpp"

#include <string>
#include <vector>

namespace confab::render {

/// A track that was found and indexed.
struct OpenTrack {
    RecordedTrack recorded;
    UniqueFd file;
};

/// Opens and indexes the tracks of a manifest, beneath the folder that it lies in and nowhere else:
/// plain names, no links. Those that are missing or cannot be read give a warning each and are left
/// out. Errc::NotFound: there is no folder, or no track at all.
Result<std::vector<OpenTrack>> openTracks(const RecordedCall& manifest, const std::string& folder,
                                          int mostPixels, std::vector<std::string>& warnings);

} // namespace confab::render
