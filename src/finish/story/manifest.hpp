// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "finish/story/chapters.hpp"
#include "finish/story/timeline.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace confab::finish {

/// A file of a finished recording. All that are listed are whole.
struct ManifestFile {
    std::string file;
    std::string kind; ///< video, poster, captions, track, stream
    std::uintmax_t bytes = 0;
};

/// What the manifest says besides the time line.
struct ManifestExtras {
    std::string id;
    std::vector<Chapter> chapters;
    std::vector<ManifestFile> files;
    std::vector<archive::Journal::Track> tracks;
    std::vector<std::string> problems;
};

/// The JSON of doc/recordings.md.
nlohmann::json buildManifest(const archive::Journal& journal, const Timeline& line,
                             const ManifestExtras& extras);

} // namespace confab::finish
