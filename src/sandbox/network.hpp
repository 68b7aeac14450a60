// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace confab::sandbox {

/// Which sockets a process may open. With Udp and more: also the kernel's list of interfaces.
enum class Network {
    None,
    Udp,
    UdpAndTcp, ///< by TCP it reaches also what listens on this machine for programs of its own
};

} // namespace confab::sandbox
