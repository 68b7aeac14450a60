// SPDX-License-Identifier: Apache-2.0
#include "archive/journal_writer.hpp"

#include "base/time/wall_time.hpp"

#include <sys/file.h>
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
        flock(fd_.get(), LOCK_UN);
}

void JournalWriter::write(nlohmann::json event) const
{
    event["at"] = rfc3339(wallTimeNow());
    // Names have passed the wire's parser, but a wrong byte must not end the room.
    const std::string line = event.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    const std::string text = line + '\n';
    [[maybe_unused]] const auto written = ::write(fd_.get(), text.data(), text.size());
}

bool JournalWriter::isThere() const
{
    struct stat info;
    return fstat(fd_.get(), &info) == 0 && info.st_nlink > 0;
}

} // namespace confab::archive
