// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "finish/story/manifest.hpp"
#include "finish/work/captured_media.hpp"

#include <optional>
#include <string>
#include <vector>

namespace confab::finish {

struct FinishOptions {
    std::optional<archive::Journal::Format> format; ///< instead of what the journal says
    bool keepWebm = false; ///< beside the MP4
};

struct Finished {
    Seconds length{};
    std::vector<std::string> problems; ///< as in the manifest
};

/// Turns one captured recording into the finished one: media, poster, captions, manifest; the
/// journal goes last. If it is killed, at any point, it can be run again. The caller holds the
/// JournalLock, if there is a journal. One thread, one run.
class Finisher {
public:
    Finisher(const FinishWork& work, std::string id, const FinishOptions& options);

    /// Errc::NotFound if nothing was recorded: all its files are gone then.
    Result<Finished> run();

private:
    Status readJournalFile();
    Status findMedia();
    Error removeAll();
    Status remuxAll();
    Status makeMp4s();
    Status makePosterFile();
    Status writeCaptions();
    Status writeManifest();
    void cleanUp();

    void addFile(const std::string& file, const char* kind);
    /// Returns an error only if it must stop everything; others become problems in the manifest.
    Status note(const Status& result, const std::string& consequence);

    const FinishWork& work_;
    const std::string id_;
    const FinishOptions options_;
    archive::Journal journal_;
    CapturedMedia media_;
    Timeline line_; ///< its parts are those of media_, in the same order
    ManifestExtras extras_;
    std::vector<std::string> spent_; ///< to be removed once the manifest is there
};

} // namespace confab::finish
