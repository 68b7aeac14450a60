// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/file/folder.hpp"

#include <string>

namespace confab::archive {

/// Who holds the lock of a journal records it or finishes it: nobody else does meanwhile.
/// This is the writer's: it waits a moment for who only looks. False if somebody holds it.
bool lockJournal(int fd);
/// Also if a copy of the descriptor is still open somewhere.
void unlockJournal(int fd);
/// Whether somebody holds it. Takes it for an instant.
bool isJournalHeld(int fd);

/// Holds a recording's journal to finish it.
class JournalLock {
public:
    /// Errc::Conflict if somebody holds it, Errc::NotFound if there is none.
    static Result<JournalLock> take(const Folder& folder, const std::string& id);

private:
    explicit JournalLock(UniqueFd fd) : fd_(std::move(fd)) { }

    UniqueFd fd_;
};

} // namespace confab::archive
