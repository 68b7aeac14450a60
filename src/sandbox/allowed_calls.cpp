// SPDX-License-Identifier: Apache-2.0
#include "sandbox/allowed_calls.hpp"

namespace confab::sandbox {

namespace {

// Recorded with `strace -f`: calls with bots (VP8, H.264, ICE by UDP and TCP), a recording with
// tracks, HLS, snapshots, finishing to WebM and MP4, renders of both; on Debian 12, kernel 6.18.
// Beside those that were seen stand their relatives, which another kernel, libc or valgrind takes
// for the same purpose. What is refused in a run is found so:
//     strace -f -e status=failed build/confab room … 2>&1 | grep EPERM
// Seen and left out, for what asks goes another way at once: socket(AF_UNIX), by which glibc looks
// for the name of an interface. (And by Landlock: files of orc, which makes code in memory then.)
constexpr const char* kAllowed[] = {
    // memory
    "brk",
    "mmap",
    "mprotect",
    "mremap",
    "munmap",
    "madvise",
    "mincore",
    "membarrier",
    "mlock",
    "munlock",
    // threads, and what a process knows of itself
    "exit",
    "exit_group",
    "futex",
    "set_robust_list",
    "rseq",
    "getcpu",
    "getpid",
    "gettid",
    "getuid",
    "geteuid",
    "getgid",
    "getegid",
    "getrlimit",
    "getrusage",
    "sched_yield",
    "sched_getaffinity",
    "sched_getattr",
    "sched_setattr",
    "sysinfo",
    "uname",
    "umask",
    "getcwd",
    // signals of its own
    "rt_sigaction",
    "rt_sigpending",
    "rt_sigprocmask",
    "rt_sigreturn",
    "rt_sigtimedwait",
    "sigaltstack",
    "restart_syscall",
    // time
    "clock_getres",
    "clock_gettime",
    "clock_nanosleep",
    "gettimeofday",
    "nanosleep",
    "time",
    "timerfd_create",
    "timerfd_gettime",
    "timerfd_settime",
    // waiting
    "epoll_create1",
    "epoll_ctl",
    "epoll_pwait",
    "epoll_pwait2",
    "epoll_wait",
    "eventfd",
    "eventfd2",
    "poll",
    "ppoll",
    "pselect6",
    "select",
    // what is open
    "close",
    "close_range",
    "dup",
    "dup2",
    "dup3",
    "fadvise64",
    "fallocate",
    "fcntl",
    "fdatasync",
    "flock",
    "fsync",
    "ftruncate",
    "lseek",
    "pipe",
    "pipe2",
    "pread64",
    "preadv",
    "pwrite64",
    "pwritev",
    "read",
    "readv",
    "socketpair",
    "sync_file_range",
    "write",
    "writev",
    // files: Landlock says which
    "access",
    "faccessat",
    "faccessat2",
    "fstat",
    "fstatfs",
    "getdents64",
    "link",
    "linkat",
    "lstat",
    "mkdir",
    "mkdirat",
    "newfstatat",
    "open",
    "openat",
    "readlink",
    "readlinkat",
    "rename",
    "renameat",
    "renameat2",
    "rmdir",
    "stat",
    "statfs",
    "statx",
    "unlink",
    "unlinkat",
    // chance
    "getrandom",
};

constexpr const char* kSockets[] = {
    "accept",     "accept4", "bind",       "connect",  "getpeername", "getsockname",
    "getsockopt", "listen",  "recvfrom",   "recvmmsg", "recvmsg",     "sendmmsg",
    "sendmsg",    "sendto",  "setsockopt", "shutdown",
};

} // namespace

std::span<const char* const> allowedCalls()
{
    return kAllowed;
}

std::span<const char* const> allowedSocketCalls()
{
    return kSockets;
}

} // namespace confab::sandbox
