// SPDX-License-Identifier: Apache-2.0
#include "archive/journal_lock.hpp"

#include "archive/recording_name.hpp"

#include <glib.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <cerrno>

namespace confab::archive {

bool lockJournal(int fd)
{
    for (int tries = 0; tries < 20; ++tries) {
        if (flock(fd, LOCK_EX | LOCK_NB) == 0)
            return true;
        g_usleep(1000);
    }
    return false;
}

void unlockJournal(int fd)
{
    flock(fd, LOCK_UN);
}

bool isJournalHeld(int fd)
{
    if (flock(fd, LOCK_SH | LOCK_NB) != 0)
        return errno == EWOULDBLOCK;
    unlockJournal(fd);
    return false;
}

Result<JournalLock> JournalLock::take(const Folder& folder, const std::string& id)
{
    const auto name = fileOf(id, RecordingFileKind::Journal);
    auto journal = folder.openFile(name);
    if (!journal)
        return cannot("open", name, journal.error());
    if (flock(journal->fd.get(), LOCK_EX | LOCK_NB) != 0)
        return Error{Errc::Conflict, id + " is still being recorded, or finished by somebody else"};
    // Another finisher may have removed it between the two.
    struct stat info;
    if (fstat(journal->fd.get(), &info) == 0 && info.st_nlink == 0)
        return Error{Errc::NotFound, "the journal of " + id + " is gone"};
    return JournalLock(std::move(journal->fd));
}

} // namespace confab::archive
