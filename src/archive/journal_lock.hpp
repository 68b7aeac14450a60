// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/file/folder.hpp"

#include <string>

namespace confab::archive {

std::string journalName(const std::string& id);

/// Holds a recording's journal: nobody records into it or finishes it while this lives.
class JournalLock {
public:
    /// Errc::Conflict if somebody holds it, Errc::NotFound if there is none.
    static Result<JournalLock> take(const Folder& folder, const std::string& id);

private:
    explicit JournalLock(UniqueFd fd) : fd_(std::move(fd)) { }

    UniqueFd fd_;
};

} // namespace confab::archive
