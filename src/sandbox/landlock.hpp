// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

#include <string>
#include <vector>

namespace confab::sandbox {

/// Files, and folders with all that is beneath. What is not there is left out.
struct Files {
    std::vector<std::string> readable;
    std::vector<std::string> writable; ///< files such as /dev/null, to be read and written
    std::vector<std::string> changeable; ///< folders whose files are made, written and removed
};

/// Of the kernel's Landlock (6.1: 2, 6.12: 6); 0: it has none, or it is switched off.
int landlockVersion();

/// The calling thread, and those made by it later, get at these files alone: to read, to write, to
/// look into folders. Nothing is executed. From version 6 on also: no signal and no abstract Unix
/// socket of a process outside. What is open already stays so. Wants no_new_privs.
///
/// `version`: what the kernel is asked for, at most landlockVersion(). False for 0: nothing has
/// changed.
Result<bool> restrictFiles(const Files& files, int version);

} // namespace confab::sandbox
