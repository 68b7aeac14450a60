// SPDX-License-Identifier: Apache-2.0
#include "front/startup/media_check.hpp"

#include "base/glib/gobject.hpp"

#include <fmt/format.h>
#include <gio/gio.h>

namespace confab::front {

namespace {

Error failure(const std::string& why)
{
    return {Errc::Media, "rooms could not be started here: " + why};
}

std::string howItEnded(GSubprocess* process)
{
    return g_subprocess_get_if_signaled(process)
        ? fmt::format("signal {}", g_subprocess_get_term_sig(process))
        : fmt::format("exit status {}", g_subprocess_get_exit_status(process));
}

std::string withoutLastNewline(std::string text)
{
    while (text.ends_with('\n'))
        text.pop_back();
    return text;
}

} // namespace

Status checkMedia(std::vector<std::string> command)
{
    command.emplace_back("--check");
    std::vector<const char*> argv;
    for (const auto& word : command)
        argv.push_back(word.c_str());
    argv.push_back(nullptr);
    GErrorOut error;
    const auto process = GRef<GSubprocess>::adopt(
        g_subprocess_newv(argv.data(), G_SUBPROCESS_FLAGS_STDOUT_PIPE, error));
    if (!process)
        return failure(error.text());
    char* out = nullptr;
    const bool heard =
        g_subprocess_communicate_utf8(process.get(), nullptr, nullptr, &out, nullptr, error);
    const GCharPtr owned(out);
    if (!heard)
        return failure(error.text());
    if (g_subprocess_get_successful(process.get()))
        return Done{};
    const auto faults = withoutLastNewline(out ? out : "");
    return failure(faults.empty() ? howItEnded(process.get()) : faults);
}

} // namespace confab::front
