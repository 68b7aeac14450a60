// SPDX-License-Identifier: Apache-2.0
#include "base/glib/child_process.hpp"

#include <fmt/format.h>

namespace confab {

namespace {

std::string describeExit(GSubprocess* child)
{
    return g_subprocess_get_if_exited(child)
        ? fmt::format("exit status {}", g_subprocess_get_exit_status(child))
        : fmt::format("killed by signal {}", g_subprocess_get_term_sig(child));
}

} // namespace

GRef<GSubprocess> spawnChild(GSubprocessLauncher* launcher, const std::vector<std::string>& command,
                             GErrorOut& error)
{
    std::vector<const char*> arguments;
    for (const auto& argument : command)
        arguments.push_back(argument.c_str());
    arguments.push_back(nullptr);
    return GRef<GSubprocess>::adopt(
        g_subprocess_launcher_spawnv(launcher, arguments.data(), error));
}

pid_t pidOfChild(GSubprocess* child)
{
    const char* pid = g_subprocess_get_identifier(child);
    return pid ? pid_t(std::stol(pid)) : 0;
}

void whenChildEnds(GSubprocess* child, std::function<void(std::string)> ended)
{
    using Ended = std::function<void(std::string)>;
    g_subprocess_wait_async(
        child, nullptr,
        [](GObject* object, GAsyncResult* result, gpointer data) {
            const std::unique_ptr<Ended> call(static_cast<Ended*>(data));
            g_subprocess_wait_finish(G_SUBPROCESS(object), result, nullptr);
            (*call)(describeExit(G_SUBPROCESS(object)));
        },
        new Ended(std::move(ended)));
}

} // namespace confab
