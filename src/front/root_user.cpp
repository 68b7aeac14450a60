// SPDX-License-Identifier: Apache-2.0
#include "front/root_user.hpp"

#include "sandbox/sandbox.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace confab::front {

std::string rootWarning()
{
    return geteuid() == 0
        ? "started as root: who breaks into the front has the machine. Start it as a user of its "
          "own; doc/service.md has a unit for systemd, with ports below 1024 too"
        : "";
}

Status checkOwnerForRoot(const std::string& folder)
{
    struct stat info;
    if (geteuid() != 0 || sandbox::isOff() || stat(folder.c_str(), &info) != 0 || info.st_uid == 0
        || (info.st_mode & S_IWOTH) != 0)
        return Done{};
    return Error{Errc::Unavailable,
                 fmt::format("the recordings folder {} belongs to another user, and rooms give up "
                             "what root may do there: start confab as that user (doc/service.md), "
                             "or give another --recordings",
                             folder)};
}

} // namespace confab::front
