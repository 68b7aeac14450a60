// SPDX-License-Identifier: Apache-2.0
#include "sandbox/privileges.hpp"

#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace confab::sandbox {

namespace {

Error failed(const char* what)
{
    return {Errc::Unavailable, std::string(what) + ": " + std::strerror(errno)};
}

void setLimit(__rlimit_resource which, rlim_t value)
{
    rlimit limit{};
    if (getrlimit(which, &limit) != 0)
        return;
    limit.rlim_max = std::min(limit.rlim_max, value);
    limit.rlim_cur = std::min(limit.rlim_cur, value);
    setrlimit(which, &limit);
}

} // namespace

Status dropPrivileges()
{
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return failed("no_new_privs");
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
    for (unsigned long capability = 0; prctl(PR_CAPBSET_READ, capability, 0, 0, 0) >= 0;
         ++capability)
        prctl(PR_CAPBSET_DROP, capability, 0, 0, 0); // fails for who is not root: there are none
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    const __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3]{};
    if (syscall(SYS_capset, &header, none) != 0)
        return failed("capset");
    return Done{};
}

void limitResources(std::uint64_t addressSpace)
{
    setLimit(RLIMIT_CORE, 0);
    if (addressSpace > 0)
        setLimit(RLIMIT_AS, addressSpace);
}

} // namespace confab::sandbox
