// SPDX-License-Identifier: Apache-2.0
#include "av/byte_source.hpp"

#include <sys/stat.h>

#include <cerrno>

namespace confab::av {

int FileSource::read(std::uint8_t* to, int size)
{
    const auto got = pread(fd_, to, std::size_t(size), position_);
    if (got < 0)
        return -errno;
    position_ += got;
    return int(got);
}

std::int64_t FileSource::size() const
{
    struct stat info;
    return fstat(fd_, &info) == 0 ? info.st_size : 0;
}

} // namespace confab::av
