// SPDX-License-Identifier: Apache-2.0
#include "link/life_signs.hpp"

#include <fcntl.h>
#include <glib.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <new>

namespace confab::link {

namespace {

constexpr std::uint64_t kMagic = 0x31'65'66'69'6c'66'6e'63; // "cnflife1"

/// What is in the file.
struct Page {
    std::uint64_t magic;
    std::atomic<std::int64_t> turnedUs, mediaUs;
};
static_assert(std::atomic<std::int64_t>::is_always_lock_free);

/// What pread() fills.
struct Read {
    std::uint64_t magic;
    std::int64_t turnedUs, mediaUs;
};
static_assert(sizeof(Page) == sizeof(Read));

Error cannotMake(const std::string& path, int why)
{
    return {Errc::Unavailable, "cannot make " + path + ": " + g_strerror(why)};
}

} // namespace

std::string lifePathOf(const std::string& socket)
{
    return socket.substr(0, socket.rfind('.')) + ".life";
}

// Its bytes are taken from the disk at once: a store into a hole of a full one would be SIGBUS.
Result<LifePage> LifePage::create(const std::string& path)
{
    unlink(path.c_str());
    const UniqueFd file(
        open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!file)
        return cannotMake(path, errno);
    if (const int why = posix_fallocate(file.get(), 0, sizeof(Page)); why != 0)
        return cannotMake(path, why);
    void* bytes = mmap(nullptr, sizeof(Page), PROT_READ | PROT_WRITE, MAP_SHARED, file.get(), 0);
    if (bytes == MAP_FAILED)
        return cannotMake(path, errno);
    const std::shared_ptr<Page> page(new (bytes) Page{kMagic, {0}, {0}},
                                     [](Page* p) { munmap(p, sizeof(Page)); });
    LifePage made(Sign(page, &page->turnedUs), Sign(page, &page->mediaUs));
    made.turned();
    return made;
}

void LifePage::turned() const
{
    turned_->store(g_get_monotonic_time(), std::memory_order_relaxed);
}

std::optional<LifeReader> LifeReader::open(const std::string& path)
{
    UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    return fd ? std::optional(LifeReader(std::move(fd))) : std::nullopt;
}

std::optional<LifeSigns> LifeReader::read() const
{
    Read read{};
    if (pread(fd_.get(), &read, sizeof read, 0) != ssize_t(sizeof read) || read.magic != kMagic)
        return std::nullopt;
    return LifeSigns{read.turnedUs, read.mediaUs};
}

} // namespace confab::link
