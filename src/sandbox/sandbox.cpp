// SPDX-License-Identifier: Apache-2.0
#include "sandbox/sandbox.hpp"

#include "sandbox/common_files.hpp"
#include "sandbox/landlock.hpp"
#include "sandbox/privileges.hpp"
#include "sandbox/system_calls.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <string_view>
#include <thread>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define CONFAB_SANITIZED 1
#else
#define CONFAB_SANITIZED 0
#endif

namespace confab::sandbox {

namespace {

constexpr const char* kVariable = "CONFAB_SANDBOX";

/// A thread that has been joined may still be listed for a moment.
bool isOneThread()
{
    using namespace std::chrono_literals;
    for (int look = 0; look < 200; ++look) {
        std::error_code ec;
        const std::filesystem::directory_iterator threads("/proc/self/task", ec);
        if (ec || std::distance(threads, {}) == 1)
            return true;
        std::this_thread::sleep_for(5ms);
    }
    return false;
}

Error cannotConfine(const std::string& why)
{
    return {Errc::Unavailable,
            fmt::format("the process cannot be confined: {}; {}=off starts it without", why,
                        kVariable)};
}

Files filesOf(const Needs& needs)
{
    Files files = commonFiles(needs.network != Network::None);
    files.readable.insert(files.readable.end(), needs.readable.begin(), needs.readable.end());
    files.changeable = needs.changeable;
    return files;
}

} // namespace

Status checkSetting()
{
    const char* value = std::getenv(kVariable);
    const std::string_view text = value ? value : "";
    if (text.empty() || text == "on" || text == "off")
        return Done{};
    return Error{
        Errc::InvalidArgument,
        fmt::format("{}={} is neither \"on\", which is the default, nor \"off\"", kVariable, text)};
}

bool isOff()
{
    const char* value = std::getenv(kVariable);
    return value && std::string_view(value) == "off";
}

bool filtersSystemCalls()
{
    return !CONFAB_SANITIZED;
}

std::string warningOf(Strength strength)
{
    return strength == Strength::Off
        ? fmt::format("{}=off: this process keeps all rights of its user", kVariable)
        : "";
}

Result<Strength> enter(const Needs& needs)
{
    if (auto setting = checkSetting(); !setting)
        return setting.error();
    if (isOff())
        return Strength::Off;
    if (!isOneThread()) // Landlock and capabilities are of a thread
        return cannotConfine("it has more than one thread already");
    if (auto dropped = dropPrivileges(); !dropped)
        return cannotConfine(dropped.error().message);
    limitResources(CONFAB_SANITIZED ? 0
                                    : needs.addressSpace); // ASan's shadow is 20 TB of addresses
    const auto restricted = restrictFiles(filesOf(needs), landlockVersion());
    if (!restricted)
        return cannotConfine(restricted.error().message);
    if (filtersSystemCalls())
        if (auto filtered = filterSystemCalls(needs.network); !filtered)
            return cannotConfine(filtered.error().message);
    return *restricted ? Strength::Full : Strength::WithoutLandlock;
}

} // namespace confab::sandbox
