// SPDX-License-Identifier: Apache-2.0
#include "sandbox/landlock.hpp"

#include "base/unique_fd.hpp"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>

namespace confab::sandbox {

namespace {

// What Debian 12's headers (6.1) do not have yet: include/uapi/linux/landlock.h of 6.12. A kernel
// that is older takes the longer struct if what it does not know is 0.
struct Ruleset {
    std::uint64_t files, network, scopes;
};
constexpr std::uint64_t kTruncate = 1u << 14; // version 3
constexpr std::uint64_t kDeviceControl = 1u << 15; // version 5
constexpr std::uint64_t kAbstractSockets = 1u << 0, kSignals = 1u << 1; // version 6

constexpr std::uint64_t kRead = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
constexpr std::uint64_t kWrite =
    LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | kTruncate;
constexpr std::uint64_t kChange = kRead | kWrite | LANDLOCK_ACCESS_FS_MAKE_REG
    | LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR;
/// Of the rights above, those that a file can have.
constexpr std::uint64_t kOfFiles = kWrite;

/// All that this version can forbid.
std::uint64_t knownRights(int version)
{
    std::uint64_t rights = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1; // version 1: this and all before
    if (version >= 2)
        rights |= LANDLOCK_ACCESS_FS_REFER;
    if (version >= 3)
        rights |= kTruncate;
    if (version >= 5)
        rights |= kDeviceControl;
    return rights;
}

Error failed(const std::string& what)
{
    return {Errc::Unavailable, "Landlock, " + what + ": " + std::strerror(errno)};
}

Status allow(int ruleset, const std::string& path, std::uint64_t rights)
{
    const UniqueFd file(open(path.c_str(), O_PATH | O_CLOEXEC));
    struct stat info;
    if (!file || fstat(file.get(), &info) != 0)
        return Done{};
    if (!S_ISDIR(info.st_mode))
        rights &= kOfFiles;
    const landlock_path_beneath_attr rule{rights, file.get()};
    if (syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) != 0)
        return failed(path);
    return Done{};
}

} // namespace

int landlockVersion()
{
    const long version =
        syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
    return version < 0 ? 0 : int(version);
}

Result<bool> restrictFiles(const Files& files, int version)
{
    if (version <= 0)
        return false;
    const auto known = knownRights(version);
    const Ruleset wanted{known, 0, version >= 6 ? kAbstractSockets | kSignals : 0};
    const UniqueFd ruleset(int(syscall(SYS_landlock_create_ruleset, &wanted, sizeof wanted, 0)));
    if (!ruleset)
        return failed("making a ruleset");
    const std::pair<const std::vector<std::string>&, std::uint64_t> rules[]{
        {files.readable, kRead}, {files.writable, kWrite}, {files.changeable, kChange}};
    for (const auto& [paths, rights] : rules)
        for (const auto& path : paths)
            if (auto allowed = allow(ruleset.get(), path, rights & known); !allowed)
                return allowed.error();
    if (syscall(SYS_landlock_restrict_self, ruleset.get(), 0) != 0)
        return failed("entering it");
    return true;
}

} // namespace confab::sandbox
