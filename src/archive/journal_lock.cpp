// SPDX-License-Identifier: Apache-2.0
#include "archive/journal_lock.hpp"

#include <sys/file.h>
#include <sys/stat.h>

namespace confab::archive {

std::string journalName(const std::string& id)
{
    return id + ".jsonl";
}

Result<JournalLock> JournalLock::take(const Folder& folder, const std::string& id)
{
    auto journal = folder.openFile(journalName(id));
    if (!journal)
        return journal.error();
    if (flock(journal->fd.get(), LOCK_EX | LOCK_NB) != 0)
        return Error{Errc::Conflict, id + " is still being recorded, or finished by somebody else"};
    // Another finisher may have removed it between the two.
    struct stat info;
    if (fstat(journal->fd.get(), &info) == 0 && info.st_nlink == 0)
        return Error{Errc::NotFound, "the journal of " + id + " is gone"};
    return JournalLock(std::move(journal->fd));
}

} // namespace confab::archive
