// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/file/folder.hpp"
#include "base/time/wall_time.hpp"

#include <string>

namespace confab::archive {

/// The folder of the recordings as a room writes into it; doc/recordings.md names the files. Every
/// file is opened beneath it and nowhere else, 0600, and never over one that is there. Immutable;
/// any thread.
class CaptureFolder {
public:
    /// A recording that has a name and nothing else yet.
    struct Begun {
        std::string id; ///< ROOM-YYYYMMDD-HHMMSS (UTC), with -2, -3 … if there is one already
        UniqueFd journal; ///< for appending, locked
    };

    /// Makes the folder if it is missing. Errc::Unavailable says what to do about it.
    static Result<CaptureFolder> open(const std::string& path);

    Result<Begun> begin(const std::string& room, WallTime now) const;
    /// The journal of one that a room before this one began, or a new one if it is gone.
    /// Errc::Conflict: somebody else has it.
    Result<UniqueFd> reopen(const std::string& id) const;
    /// A new, empty file, write only. Errc::Conflict: there is one.
    Result<UniqueFd> create(const std::string& name) const;
    void remove(const std::string& name) const { folder_.removeFile(name); }
    /// Whether anything has that name.
    bool has(const std::string& name) const { return folder_.look(name).has_value(); }

private:
    CaptureFolder(std::string path, Folder folder)
        : path_(std::move(path)), folder_(std::move(folder))
    {
    }
    Error cannotWrite(const std::string& why) const;

    std::string path_;
    Folder folder_;
};

} // namespace confab::archive
