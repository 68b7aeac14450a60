// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "archive/recording_folder.hpp"

#include <string>
#include <string_view>

namespace confab {

/// A file in the making: hidden (".NAME.tmp", 0600) until commit() puts it in its place at once.
/// Locked while it lives, so that two finishers never write the same one; gone with this object
/// if it was not committed. The folder must outlive it.
class TempFile {
public:
    /// In place of what a finisher left that was killed. Errc::Conflict if one is at work.
    static Result<TempFile> create(const archive::RecordingFolder& folder, const std::string& name);
    TempFile(TempFile&& other) noexcept;
    TempFile& operator=(TempFile&&) = delete;
    ~TempFile();

    int fd() const { return fd_.get(); }
    const std::string& name() const { return name_; } ///< the one it will have
    const archive::RecordingFolder& folder() const { return *folder_; }

    /// Brings it to the disk, then gives it its name, in place of what has it.
    Status commit();

private:
    TempFile(const archive::RecordingFolder& folder, std::string name, UniqueFd fd);

    const archive::RecordingFolder* folder_; ///< null: nothing to remove
    std::string name_;
    UniqueFd fd_;
};

/// A small file at once.
Status writeFile(const archive::RecordingFolder& folder, const std::string& name,
                 std::string_view bytes);

/// Removes what a killed finisher left of this recording.
void removeStaleTempFiles(const archive::RecordingFolder& folder, const std::string& id);

} // namespace confab
