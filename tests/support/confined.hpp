// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/sandbox.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <functional>
#include <string>

namespace confab::test {

/// What `say` returns in a process of its own, which must live to the end. The test's process has
/// one thread then.
inline std::string inAProcess(const std::function<std::string()>& say)
{
    int ends[2];
    EXPECT_EQ(pipe(ends), 0);
    const pid_t child = fork();
    if (child == 0) {
        const auto text = say();
        const bool written = write(ends[1], text.data(), text.size()) == ssize_t(text.size());
        _exit(written ? 0 : 1);
    }
    close(ends[1]);
    std::string said;
    char block[4096];
    for (ssize_t n; (n = read(ends[0], block, sizeof block)) > 0;)
        said.append(block, std::size_t(n));
    close(ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << "it died, status " << status;
    return said;
}

/// The same in a sandbox.
inline std::string confined(const sandbox::Needs& needs, const std::function<std::string()>& say)
{
    return inAProcess([&]() -> std::string {
        const auto strength = sandbox::enter(needs);
        return strength ? say() : strength.error().message;
    });
}

/// Of a system call: "ok", or the name of its error.
inline std::string outcome(long result)
{
    return result < 0 ? strerrorname_np(errno) : "ok";
}

} // namespace confab::test
