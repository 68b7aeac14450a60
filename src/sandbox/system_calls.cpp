// SPDX-License-Identifier: Apache-2.0
#include "sandbox/system_calls.hpp"

#include "sandbox/allowed_calls.hpp"

#include <linux/netlink.h>
#include <linux/sockios.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <initializer_list>
#include <memory>

namespace confab::sandbox {

namespace {

constexpr std::uint64_t kSocketType = 0xf; // the rest are flags

constexpr unsigned kIoctls[] = {FIONBIO, FIONREAD, FIOCLEX, FIONCLEX, TCGETS, TIOCGWINSZ};
constexpr unsigned kSocketIoctls[] = {SIOCGIFCONF,    SIOCGIFFLAGS,   SIOCGIFADDR,
                                      SIOCGIFNETMASK, SIOCGIFBRDADDR, SIOCGIFDSTADDR,
                                      SIOCGIFNAME,    SIOCGIFINDEX,   SIOCOUTQ};

struct Release {
    void operator()(void* filter) const { seccomp_release(filter); }
};

/// Collects rules; the first that cannot be added is kept.
class Filter {
public:
    Filter() : context_(seccomp_init(SCMP_ACT_ERRNO(EPERM))) { }

    void set(scmp_filter_attr what, std::uint32_t value)
    {
        note(seccomp_attr_set(context_.get(), what, value));
    }
    /// A name that this architecture does not have (below 0) is none to allow.
    void rule(const char* name, std::initializer_list<scmp_arg_cmp> arguments = {},
              std::uint32_t action = SCMP_ACT_ALLOW)
    {
        const int number = seccomp_syscall_resolve_name(name);
        if (number >= 0)
            note(seccomp_rule_add_array(context_.get(), action, number, unsigned(arguments.size()),
                                        arguments.begin()));
    }
    /// 0, or an error of the system.
    int load() { return error_ ? error_ : -seccomp_load(context_.get()); }

private:
    void note(int result)
    {
        if (result < 0 && error_ == 0)
            error_ = -result;
    }

    std::unique_ptr<void, Release> context_;
    int error_ = 0;
};

scmp_arg_cmp is(unsigned argument, std::uint64_t value)
{
    return SCMP_CMP64(argument, SCMP_CMP_EQ, value);
}

scmp_arg_cmp has(unsigned argument, std::uint64_t mask, std::uint64_t value)
{
    return SCMP_CMP64(argument, SCMP_CMP_MASKED_EQ, mask, value);
}

void allowThreads(Filter& filter)
{
    filter.rule("clone", {has(0, CLONE_THREAD, CLONE_THREAD)});
    // Its flags are in memory, where a filter cannot look. glibc takes clone() then.
    filter.rule("clone3", {}, SCMP_ACT_ERRNO(ENOSYS));
    filter.rule("tgkill", {is(0, std::uint64_t(getpid()))}); // abort()
    filter.rule("prctl", {is(0, PR_SET_NAME)});
    filter.rule("prctl", {is(0, PR_GET_NAME)});
    filter.rule("prlimit64", {is(2, 0)}); // to read
}

void allowSockets(Filter& filter, bool tcp)
{
    for (const char* name : allowedSocketCalls())
        filter.rule(name);
    for (const auto family : {AF_INET, AF_INET6}) {
        filter.rule("socket", {is(0, family), has(1, kSocketType, SOCK_DGRAM)});
        if (tcp)
            filter.rule("socket", {is(0, family), has(1, kSocketType, SOCK_STREAM)});
    }
    filter.rule("socket", {is(0, AF_NETLINK), is(2, NETLINK_ROUTE)});
    for (const auto request : kSocketIoctls)
        filter.rule("ioctl", {has(1, UINT32_MAX, request)});
}

} // namespace

Status filterSystemCalls(Network network)
{
    Filter filter;
    filter.set(SCMP_FLTATR_CTL_TSYNC, 1);
    filter.set(SCMP_FLTATR_CTL_OPTIMIZE, 2); // a tree, not a list
    filter.set(SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_ERRNO(EPERM));
    for (const char* name : allowedCalls())
        filter.rule(name);
    for (const auto request : kIoctls)
        filter.rule("ioctl", {has(1, UINT32_MAX, request)});
    allowThreads(filter);
    if (network != Network::None)
        allowSockets(filter, network == Network::UdpAndTcp);
    if (const int error = filter.load(); error != 0)
        return Error{Errc::Unavailable, std::string("seccomp: ") + std::strerror(error)};
    return Done{};
}

} // namespace confab::sandbox
