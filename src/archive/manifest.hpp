// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "archive/journal.hpp"
#include "archive/timeline.hpp"
#include "base/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace confab::archive {

struct Chapter {
    int part = 1;
    Seconds t{}; ///< in the part; it lasts to the next one, or to the end
    std::string title;

    bool operator==(const Chapter&) const = default;
};

/// A file of a finished recording. All that are listed are whole.
struct ManifestFile {
    std::string file;
    RecordingFileKind kind = RecordingFileKind::Video;
    std::uintmax_t bytes = 0;
};

/// What is known of a finished recording: ID.json of doc/recordings.md.
struct Manifest {
    int version = 1;
    std::string id, room, by, byName;
    std::string reason; ///< why it ended; empty: it was asked for
    Canvas canvas;
    Timeline line;
    std::vector<Chapter> chapters;
    std::vector<ManifestFile> files;
    std::vector<PartTrack> tracks;
    std::vector<std::string> problems; ///< what could not be done, for a person
};

/// Its JSON. `before`: the JSON that this takes the place of; what is not ours in it stays.
std::string toText(const Manifest& manifest, std::string_view before = {});

/// What is not there keeps its default. Errc::InvalidArgument: it is no JSON, or something in it is
/// not as it must be; the message names the list, the entry and the key. Whether the parts,
/// participants and files that it speaks of exist is for the reader to check.
Result<Manifest> parseManifest(std::string_view text);
/// As much of it as can be understood; nothing if it is no JSON object.
std::optional<Manifest> skimManifest(std::string_view text);

} // namespace confab::archive
