// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "sandbox/network.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace confab::sandbox {

/// What a process needs besides its memory, its threads, its clocks and what it has open already.
/// All else is taken from it for good, and from every thread that it starts:
///
/// - Privileges: no capability, not even as root, and none to be had from a program. No core dump,
///   which would hold people's pictures.
/// - Files, by Landlock (where the kernel has it, from 5.13 on): to be read are those named here,
///   and what every program needs: libraries, fonts, the resolver's files, /proc, /sys of the
///   processors. To be changed are those beneath `changeable` alone. Nothing is executed.
/// - System calls, by seccomp: those in allowed_calls.cpp. What is not there fails with EPERM and
///   kills nothing, so a library that tries something new goes its other way: no new program or
///   process, no signal to another process, no ptrace, mount, module, bpf, key, namespace.
///
/// Who has one: `confab room` (needs the network), `confab finish`, `confab render`. They decode
/// what strangers send. The front starts processes and takes them back, and `confab bot` and
/// `confab check` are run by hand on data of our own: they have none.
struct Needs {
    std::vector<std::string> readable; ///< files and folders, with all that is beneath
    std::vector<std::string> changeable; ///< folders: files are read, made, written, removed
    Network network = Network::None;
    /// Bytes of addresses that the process may have, which bounds memory and threads: above it an
    /// allocation fails, and the process ends. 0: no bound.
    std::uint64_t addressSpace = 0;
};

enum class Strength {
    Full,
    WithoutLandlock, ///< the kernel has none: files are as open as for the user
    Off, ///< CONFAB_SANDBOX=off, for a debugger
};

/// What to say of it in the log, as a warning; empty for Full and WithoutLandlock.
std::string warningOf(Strength strength);

/// Takes away all but `needs`. To be called once, while the process has one thread: before
/// anything from outside is read, and after programs that a library starts have run (GStreamer's
/// scanner of plugins, in gst_init()). Paths that are not there are left out: make a folder before.
/// A file that is replaced by another of its name later is another file, and closed.
///
/// Under ASan and TSan there is no filter of system calls: at the end LeakSanitizer makes a process
/// that attaches to this one. Files and privileges are taken all the same.
///
/// Errc::Unavailable: it cannot be done; the message says how to go on without.
Result<Strength> enter(const Needs& needs);

/// False under ASan and TSan.
bool filtersSystemCalls();
/// What CONFAB_SANDBOX says is "on" or "off", or nothing. Errc::InvalidArgument: something else.
Status checkSetting();
/// Whether CONFAB_SANDBOX=off says that there is to be none.
bool isOff();

} // namespace confab::sandbox
