// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "archive/manifest.hpp"
#include "finish/work/captured_media.hpp"

#include <optional>
#include <string>
#include <vector>

namespace confab::finish {

struct FinishOptions {
    std::optional<archive::VideoFormat> format; ///< instead of what the journal says
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

    void addFile(const std::string& file, archive::RecordingFileKind kind);
    /// Only what stops everything comes back; the rest is a problem of the manifest.
    Status note(const Status& result, const std::string& consequence);

    const FinishWork& work_;
    const std::string id_;
    const FinishOptions options_;
    archive::Journal journal_;
    CapturedMedia media_;
    archive::Manifest manifest_; ///< its parts are those of media_, in the same order
    std::vector<std::string> spent_; ///< to be removed once the manifest is there
};

} // namespace confab::finish
