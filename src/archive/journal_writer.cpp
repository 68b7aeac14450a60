// SPDX-License-Identifier: Apache-2.0
#include "archive/journal_writer.hpp"

#include "archive/journal_lock.hpp"

#include <sys/stat.h>
#include <unistd.h>

namespace confab::archive {

JournalWriter& JournalWriter::operator=(JournalWriter&& other) noexcept
{
    unlock();
    fd_ = std::move(other.fd_);
    return *this;
}

void JournalWriter::unlock() const
{
    if (fd_)
        unlockJournal(fd_.get());
}

void JournalWriter::write(Note note, std::optional<Seconds> t) const
{
    const auto text = toText({wallTimeNow(), t, std::move(note)}) + '\n';
    [[maybe_unused]] const auto written = ::write(fd_.get(), text.data(), text.size());
}

bool JournalWriter::isThere() const
{
    struct stat info;
    return fstat(fd_.get(), &info) == 0 && info.st_nlink > 0;
}

} // namespace confab::archive
