// SPDX-License-Identifier: Apache-2.0
#include "fuzz/target.hpp"

#include <glib.h>
#include <gst/gst.h>
#include <spdlog/spdlog.h>

#include <cstdio>
#include <cstdlib>

// What libFuzzer calls. One program for all targets, because most of its time to build is the link:
// the first argument says which, "--target=wire"; libFuzzer itself passes over what begins with two
// dashes.

extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv);
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size);

namespace {

constexpr std::string_view kOption = "--target=";
const confab::fuzz::Target* chosen = nullptr;

// GLib ends by SIGTRAP, of which libFuzzer keeps no input.
void onLog(const gchar* domain, GLogLevelFlags level, const gchar* text, gpointer)
{
    std::fprintf(stderr, "%s: %s\n", domain ? domain : "", text);
    if (level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL))
        std::abort();
}

} // namespace

int LLVMFuzzerInitialize(int* argc, char*** argv)
{
    for (int i = 1; i < *argc; ++i)
        if (const std::string_view argument = (*argv)[i]; argument.starts_with(kOption))
            chosen = confab::fuzz::targetNamed(argument.substr(kOption.size()));
    if (!chosen) {
        std::fprintf(stderr, "say --target=NAME, with one of:");
        for (const auto& target : confab::fuzz::targets())
            std::fprintf(stderr, " %s", target.name);
        std::fprintf(stderr, "\n");
        std::exit(2);
    }
    gst_init(argc, argv);
    g_log_set_default_handler(onLog, nullptr);
    spdlog::set_level(spdlog::level::off);
    return 0;
}

int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size)
{
    chosen->run({reinterpret_cast<const char*>(data), size});
    return 0;
}
