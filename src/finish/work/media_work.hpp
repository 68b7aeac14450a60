// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/file/folder.hpp"
#include "finish/steps/part_scan.hpp"
#include "finish/steps/remux.hpp"
#include "finish/work/finish_report.hpp"

#include <atomic>
#include <functional>
#include <string>

namespace confab::finish {

/// What all the steps of finishing one recording share. Everything is borrowed.
struct FinishWork {
    const Folder& folder;
    std::uintmax_t reserve; ///< bytes that stay free on the disk
    FinishReport& report;
    const std::atomic<bool>& stop;
};

/// A file that is read by its name in the folder.
Result<av::AvInput> openMedia(const Folder& folder, const std::string& name);

/// scanPart() of a file.
Result<PartScan> scanMedia(const FinishWork& work, const std::string& name);

/// Puts the finished file in the place of the captured one. Errc::Unavailable if there is no room
/// for both, or when told to stop: the captured file is as before then.
Status remuxInPlace(const FinishWork& work, const std::string& name, const PartScan& scan,
                    const MediaTags& tags, std::function<void(double)> progress);

/// Makes the MP4 `to` from `from`; the same errors.
Status convertToMp4(const FinishWork& work, const std::string& from, const std::string& to,
                    const archive::Canvas& canvas, std::function<void(double)> progress);

} // namespace confab::finish
