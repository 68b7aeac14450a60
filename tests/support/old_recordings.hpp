// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

/// Recordings that version 0.3.0 made (tests/fixtures/recordings-0.3.0): small, two people each.
namespace confab::test {

inline const std::string kOldCut = "cut-20261128-232036"; ///< killed, with tracks: to be finished
inline const std::string kOldWebm = "webm-20261128-231859"; ///< with tracks and a pause
inline const std::string kOldMp4 = "mp4-20261128-231941";
inline const std::string kOldStreamed = "hls-20261128-232003";

inline std::filesystem::path oldRecordings()
{
    return std::filesystem::path(std::getenv("CONFAB_FIXTURES")) / "recordings-0.3.0";
}

inline std::string oldText(const std::string& file)
{
    std::ifstream stream(oldRecordings() / file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// All of them, to work with.
inline void copyOldRecordings(const std::filesystem::path& folder)
{
    std::filesystem::copy(oldRecordings(), folder,
                          std::filesystem::copy_options::recursive
                              | std::filesystem::copy_options::overwrite_existing);
}

} // namespace confab::test
