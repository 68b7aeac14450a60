// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/file/folder.hpp"

#include <string>
#include <string_view>

namespace confab {

/// A file in the making: hidden (".NAME.tmp", 0600) until commit() puts it in its place at once.
/// Locked while it lives, so that two processes never write the same one; gone with this object if
/// it was not committed. One thread.
class TempFile {
public:
    /// Whether it takes the place of a file that has its name.
    enum class Over { Anything, Nothing };
    /// Whether it must outlive a power cut.
    enum class Sync { ToDisk, None };

    /// In place of what a process left that was killed. Errc::Conflict if one is at work.
    static Result<TempFile> create(const Folder& folder, const std::string& name);
    TempFile(TempFile&& other) noexcept = default;
    TempFile& operator=(TempFile&&) = delete;
    ~TempFile();

    int fd() const { return fd_.get(); }
    const std::string& name() const { return name_; } ///< the one it will have
    std::string hiddenName() const; ///< the one it has
    const Folder& folder() const { return folder_; }

    /// Gives it its name. Errc::Conflict: there is one already, and it was to go over nothing.
    Status commit(Over over = Over::Anything, Sync sync = Sync::ToDisk);

private:
    TempFile(Folder folder, std::string name, UniqueFd fd);

    Folder folder_;
    std::string name_;
    UniqueFd fd_; // none: moved from, or committed
};

/// A small file at once, over what has its name.
Status writeFile(const Folder& folder, const std::string& name, std::string_view bytes,
                 TempFile::Sync sync = TempFile::Sync::ToDisk);

/// Removes what killed processes left of the files called STEM.…
void removeStaleTempFiles(const Folder& folder, const std::string& stem);

} // namespace confab
